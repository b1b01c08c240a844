package io.weir.rocksdb;

import io.weir.engine.journal.Journal;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of one attempt's own, below the one that the user named. A locked file beside it says that somebody uses it; what a process that was killed has left
 * is deleted by the next that comes along. Nothing else is ever touched.
 *
 * <p>Threading: Thread-safe.
 */
final class Scratch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    private static final String PREFIX = "weir-state-";
    private static final String LOCK_SUFFIX = ".lock";

    /** The locks that this process holds: to open such a file a second time and close it would give its lock back. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path lockFile;
    private final FileChannel channel;

    private Scratch(Path directory, Path lockFile, FileChannel channel) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /**
     * Makes a directory, and deletes those that nobody uses any more.
     *
     * @throws WeirException {@code scratch-not-usable}
     */
    static Scratch take(Path root, String jobName) {
        try {
            Path real = Files.createDirectories(root).toRealPath();
            requireNoCheckpoints(real);
            deleteLeftovers(real);
            String name = PREFIX + jobName + "-%08x".formatted(new SecureRandom().nextInt());
            Path lockFile = real.resolve(name + LOCK_SUFFIX);
            FileChannel channel = lock(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (channel == null) {
                throw new IOException("the lock of a new file is taken: " + lockFile);
            }
            return new Scratch(Files.createDirectory(real.resolve(name)), lockFile, channel);
        } catch (IOException | UncheckedIOException e) {
            throw notUsable(root, "it cannot be made or written: " + e, e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Deletes the directory. */
    @Override
    public void close() {
        deleteTree(directory);
        release(lockFile, channel);
    }

    /** In the directory of checkpoints, scratch would be taken for somebody else's files. */
    private static void requireNoCheckpoints(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            if (files.anyMatch(
                    file -> Journal.holdsCheckpoints(file.getFileName().toString()))) {
                throw notUsable(root, "it holds the checkpoints of a job", null);
            }
        }
    }

    private static void deleteLeftovers(Path root) throws IOException {
        List<Path> lockFiles;
        try (Stream<Path> files = Files.list(root)) {
            lockFiles =
                    files.filter(file -> isLock(file.getFileName().toString())).toList();
        }
        for (Path lockFile : lockFiles) {
            FileChannel channel = lock(lockFile, StandardOpenOption.WRITE);
            if (channel != null) {
                String name = lockFile.getFileName().toString();
                deleteTree(root.resolve(name.substring(0, name.length() - LOCK_SUFFIX.length())));
                release(lockFile, channel);
            }
        }
    }

    private static boolean isLock(String name) {
        return name.startsWith(PREFIX) && name.endsWith(LOCK_SUFFIX);
    }

    /** Returns null if somebody has the lock. */
    private static @Nullable FileChannel lock(Path lockFile, StandardOpenOption... options) throws IOException {
        if (!HELD.add(lockFile)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(lockFile, options);
            FileLock lock = channel.tryLock();
            locked = lock != null;
            return locked ? channel : null;
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            return null;
        } finally {
            if (!locked) {
                HELD.remove(lockFile);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static void release(Path lockFile, FileChannel channel) {
        try {
            Files.deleteIfExists(lockFile);
            channel.close();
        } catch (IOException e) {
            LOG.warn("scratch that is not used any more could not be deleted: {}", lockFile, e);
        } finally {
            HELD.remove(lockFile);
        }
    }

    private static void deleteTree(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("scratch that is not used any more could not be deleted: {}", directory, e);
        }
    }

    private static WeirException notUsable(Path root, String why, @Nullable Throwable cause) {
        return new WeirException(
                "scratch-not-usable",
                ErrorKind.USER,
                "the directory for state cannot be used, location=" + root,
                why,
                "name a directory on the local disk that this user may make and write, other than that of the checkpoints",
                cause);
    }
}
