package io.weir.engine.local;

import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory for one job: a file lock keeps other processes out, and a register keeps out other jobs of this
 * process, for which a file lock does nothing. Either way the loser learns who holds it.
 *
 * <p>Threading: Thread-safe.
 */
final class JobDirectoryLock {

    private static final String FILE_NAME = "lock";

    /** Far behind the text, because on some systems nobody else can read what is locked. */
    private static final long LOCKED_POSITION = 1L << 40;

    private static final int TEXT_SIZE_MAX = 4096;

    /**
     * Closing any channel of the lock file would free the lock of the whole process, so the register is asked before
     * the file is opened.
     */
    private static final ConcurrentMap<Path, String> HELD_HERE = new ConcurrentHashMap<>();

    private final Path directory;
    private final FileChannel channel;

    private JobDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param directory its real path, so that one directory has one entry in the register
     */
    static JobDirectoryLock take(Path directory, String pipelineName) throws IOException {
        String self = "pid=" + ProcessHandle.current().pid() + ", pipeline=" + pipelineName + ", since="
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String holder = HELD_HERE.putIfAbsent(directory, self);
        if (holder != null) {
            throw inUse(directory, holder, "close that job first, or give this one a directory of its own");
        }
        FileChannel channel = null;
        try {
            Path file = directory.resolve(FILE_NAME);
            channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    LocalJobDirectory.ownerOnly(file, "rw-------"));
            if (tryLock(channel) == null) {
                throw inUse(
                        directory,
                        read(channel),
                        "stop that process (it frees the directory also when it is killed), or give this job a"
                                + " directory of its own; deleting the file " + FILE_NAME + " does not help");
            }
            write(channel, self);
            return new JobDirectoryLock(directory, channel);
        } catch (IOException | RuntimeException e) {
            close(channel, e);
            HELD_HERE.remove(directory, self);
            throw e;
        }
    }

    /**
     * Gives the lock back. Idempotent. One thread at a time: a second one that has found the channel open would strike the next holder out of the register,
     * and whoever asked next would then open and close the lock file, which frees the lock of the whole process.
     */
    synchronized void release() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw WeirException.external(
                    "checkpoint-store-failed",
                    "freeing the checkpoint directory failed, location=" + directory,
                    String.valueOf(e.getMessage()),
                    "end the process, which frees it",
                    e);
        }
        HELD_HERE.remove(directory);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_POSITION, 1, false);
        } catch (OverlappingFileLockException e) {
            // Held by this process through another class loader's copy of the register.
            return null;
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(TEXT_SIZE_MAX);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "a process that has just started" : text;
    }

    private static void close(@Nullable FileChannel channel, Exception cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static WeirException inUse(Path directory, String holder, String mend) {
        return WeirException.user(
                "directory-in-use",
                "the checkpoint directory is in use, location=" + directory,
                "it is locked by " + holder,
                mend);
    }
}
