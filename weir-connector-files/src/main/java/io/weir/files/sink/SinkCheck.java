package io.weir.files.sink;

import io.weir.runtime.CheckContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whether files can be written, renamed and made durable where a sink wants them, before the job starts: it does each once, in the nearest directory that is there. What it makes it deletes
 * again; directories are made by the start.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class SinkCheck {

    private static final byte[] CONTENT = "weir\n".getBytes(StandardCharsets.UTF_8);
    private static final long USABLE_BYTES_MIN = 1L << 30;

    /** File systems that hold nothing over a power cut, or reach a disk only over a network, as their names go on Linux, macOS and Windows. */
    private static final List<String> IN_MEMORY = List.of("tmpfs", "ramfs");

    private static final List<String> REMOTE =
            List.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "webdav");

    private final SinkSettings<?> settings;
    private final CheckContext context;
    private final String stage;
    private final SinkNames names;
    private final Disk disk;

    SinkCheck(SinkSettings<?> settings, CheckContext context) {
        this.settings = settings;
        this.context = context;
        this.stage = "sink " + context.stageName();
        this.names = new SinkNames(settings, context.jobId(), context.stageName());
        this.disk = settings.disk();
    }

    void run() {
        try {
            Path directory = existing(settings.directory());
            if (canPublish(directory)) {
                checkLongestName(directory);
            }
            checkVolume(disk.volume(directory));
        } catch (IOException e) {
            throw FileErrors.inWords(cannotWrite(), e);
        }
    }

    private String cannotWrite() {
        return stage + " cannot write files in " + settings.directory();
    }

    /** Nobody reads hidden files; where a rename to a hidden name works, one to a visible name does. */
    private boolean canPublish(Path directory) throws IOException {
        Path pending = existing(names.hidden()).resolve(".weir-check-" + context.jobId() + ".part");
        Path published = directory.resolve(".weir-check-" + context.jobId());
        try {
            make(pending);
            disk.move(pending, published);
            disk.syncDirectory(directory);
        } catch (IOException e) {
            deleteQuietly(pending);
            context.problem(FileErrors.inWords(cannotWrite(), e));
            return false;
        }
        disk.delete(published);
        context.ok(
                directory.equals(settings.directory())
                        ? stage + ": in " + directory + " a file can be made, synced, renamed and deleted"
                        : stage + ": " + settings.directory() + " is not there yet; in " + directory
                                + " it can be made, and files be synced, renamed and deleted");
        return true;
    }

    private void checkLongestName(Path directory) {
        Path longest = directory.resolve("." + names.fileName(999_999, 999_999, context.parallelism()));
        try {
            make(longest);
            disk.delete(longest);
        } catch (IOException e) {
            context.problem(FileErrors.inWords(cannotWrite(), e));
        }
    }

    private void make(Path path) throws IOException {
        disk.delete(path);
        try (DiskFile file = disk.create(path)) {
            file.write(CONTENT, 0, CONTENT.length);
            file.sync();
        }
    }

    private void deleteQuietly(Path path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            // It was told already that nothing can be written here.
        }
    }

    private void checkVolume(Volume volume) {
        String room = stage + ": the disk of " + settings.directory() + " has room for " + (volume.usableBytes() >> 20)
                + " MiB";
        if (volume.usableBytes() < USABLE_BYTES_MIN) {
            context.warning(
                    "files-little-space",
                    room,
                    "a checkpoint whose files do not fit is aborted, and the job restarts until there is room",
                    "free space, or name a directory on another disk");
        } else {
            context.ok(room);
        }
        String type = volume.type().toLowerCase(Locale.ROOT);
        String where = stage + ": " + settings.directory() + " is on " + volume.type();
        if (IN_MEMORY.contains(type)) {
            context.warning(
                    "files-in-memory",
                    where,
                    "that is memory: files and the ledger are gone when the machine stops, though checkpoints say that they are committed",
                    "name a directory on a disk");
        } else if (REMOTE.contains(type)) {
            context.warning(
                    "files-on-network",
                    where,
                    "renames and syncs of network file systems do not always hold what they promise",
                    "name a directory on a local disk");
        } else {
            context.ok(where);
        }
    }

    /** Returns a path, or the nearest above it that is there. */
    private Path existing(Path path) throws IOException {
        Path found = path;
        while (disk.size(found) < 0 && found.getParent() != null) {
            found = found.getParent();
        }
        return found;
    }
}
