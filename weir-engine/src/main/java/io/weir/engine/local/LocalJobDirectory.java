package io.weir.engine.local;

import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The local directory of one job, locked against other processes and other jobs of this one as long as it is open.
 *
 * <p>Threading: Thread-safe.
 */
public final class LocalJobDirectory implements JournalStore {

    /** Windows neither lets a directory be opened nor needs it synced. */
    private static final boolean DIRECTORY_SYNCED = File.separatorChar == '/';

    /** The file that {@link DirectoryCheck} measures with, under the lock. One that is there when the lock is taken was left by a check that was killed. */
    static final String PROBE = "doctor.tmp";

    private final Path directory;
    private final LocalFiles files;
    private final JobDirectoryLock lock;
    private volatile boolean closed;

    private LocalJobDirectory(Path directory, JobDirectoryLock lock) {
        this.directory = directory;
        this.files = new LocalFiles(directory);
        this.lock = lock;
    }

    /**
     * Makes the directory if need be, for its owner only, and takes its lock.
     *
     * @throws WeirException {@code directory-in-use} if a job runs on it already, {@code directory-not-usable} if it
     *     cannot be made or written
     */
    public static LocalJobDirectory open(Path directory, String pipelineName) {
        Path absolute = directory.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw notUsable(absolute, "it is a file, not a directory", null);
        }
        try {
            create(absolute);
            Path real = absolute.toRealPath();
            JobDirectoryLock lock = JobDirectoryLock.take(real, pipelineName);
            try {
                Files.deleteIfExists(real.resolve(PROBE));
            } catch (IOException e) {
                lock.release();
                throw e;
            }
            return new LocalJobDirectory(real, lock);
        } catch (IOException e) {
            throw notUsable(absolute, "it cannot be made or written: " + e, e);
        }
    }

    @Override
    public List<String> list() throws IOException {
        requireOpen();
        return files.list();
    }

    @Override
    public InputStream open(String name) throws IOException {
        requireOpen();
        return files.open(name);
    }

    @Override
    public long size(String name) throws IOException {
        requireOpen();
        return files.size(name);
    }

    @Override
    public JournalFile create(String name) throws IOException {
        Path file = path(name);
        try {
            return LocalJournalFile.create(file);
        } catch (IOException e) {
            throw DiskSpace.explain(e, directory);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path source = path(from);
        Path target = path(to);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DiskSpace.explain(e, directory);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public void sync(String name) throws IOException {
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw DiskSpace.explain(e, directory);
        }
    }

    @Override
    public void syncDirectory() throws IOException {
        requireOpen();
        try {
            syncDirectory(directory);
        } catch (IOException e) {
            throw DiskSpace.explain(e, directory);
        }
    }

    @Override
    public ReadableStore readAhead() {
        return new ReadAheadFiles(this);
    }

    @Override
    public long memory() {
        return files.memory();
    }

    @Override
    public String location() {
        return directory.toString();
    }

    /** Gives the lock back; nothing can be done with the directory any more. Idempotent. */
    @Override
    public void close() {
        closed = true;
        lock.release();
    }

    private Path path(String name) throws IOException {
        requireOpen();
        return directory.resolve(name);
    }

    /** Stops an attempt that goes on after it gave the lock back. */
    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the job directory is closed: " + directory);
        }
    }

    /** Makes the directory and its missing parents, durably. */
    private static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            create(parent);
        }
        try {
            Files.createDirectory(directory, ownerOnly(directory, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    /** Returns the attribute that gives {@code permissions} to a new file, where the file system has such. */
    static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void syncDirectory(Path directory) throws IOException {
        if (DIRECTORY_SYNCED) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static WeirException notUsable(Path directory, String why, @Nullable Throwable cause) {
        return new WeirException(
                "directory-not-usable",
                ErrorKind.USER,
                "the checkpoint directory cannot be used, location=" + directory,
                why,
                "name a directory that this user may make and write",
                cause);
    }
}
