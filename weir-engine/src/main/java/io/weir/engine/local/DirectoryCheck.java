package io.weir.engine.local;

import io.weir.error.WeirException;
import io.weir.runtime.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether a local directory is a good place for checkpoints.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class DirectoryCheck {

    private static final long USABLE_SIZE_MIN = 1L << 30;

    /** File systems that hold nothing over a power cut, or reach a disk only over a network, as their names go on Linux, macOS and Windows. */
    private static final List<String> IN_MEMORY = List.of("tmpfs", "ramfs");

    private static final List<String> REMOTE =
            List.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "webdav");

    private static final int SYNCS = 11;
    private static final int SYNC_SIZE = 4096;

    /** At ten checkpoints a second, a sync of this length takes a fifth of the time. */
    private static final long SYNC_NANOS_MAX = 20_000_000L;

    private final Path directory;
    private final List<Finding> findings = new ArrayList<>();

    DirectoryCheck(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Looks at the place alone, which takes no time. */
    List<Finding> place() {
        try {
            FileStore disk = Files.getFileStore(existing());
            space(disk);
            kind(disk);
        } catch (IOException e) {
            findings.add(Finding.warning(
                    "disk-not-asked",
                    "how much room the disk of the checkpoint directory " + directory + " has is not known",
                    "the system did not tell: " + e,
                    "see that there is room; a directory that cannot be used is told of by itself"));
        }
        return findings;
    }

    /** Looks at the place, tries its lock, and measures how long a sync takes. A directory that is not there is not made. */
    List<Finding> all() {
        place();
        if (Files.isDirectory(directory)) {
            try (LocalJobDirectory locked = LocalJobDirectory.open(directory, "weir doctor")) {
                findings.add(Finding.ok(
                        "the checkpoint directory " + locked.location() + " can be written, and no job runs on it"));
                sync();
            } catch (WeirException e) {
                findings.add(Finding.problem(e));
            } catch (IOException e) {
                findings.add(Finding.problem(unusable("it cannot be written: " + e)));
            }
        } else if (Files.exists(directory)) {
            findings.add(Finding.problem(unusable("it is a file, not a directory")));
        } else if (!Files.isWritable(existing())) {
            findings.add(Finding.problem(unusable("it is not there, and " + existing() + " cannot be written")));
        } else {
            findings.add(Finding.ok("the checkpoint directory " + directory + " is not there yet, and can be made"));
        }
        return findings;
    }

    private void space(FileStore disk) throws IOException {
        long usable = disk.getUsableSpace();
        String what = "the disk of the checkpoint directory has room for " + (usable >> 20) + " MiB";
        if (usable < USABLE_SIZE_MIN) {
            findings.add(Finding.warning(
                    "little-disk-space",
                    what,
                    "a job whose disk is full stops until there is room; while a base is made, its state is there twice",
                    "free space, or name a directory on another disk"));
        } else {
            findings.add(Finding.ok(what));
        }
    }

    private void kind(FileStore disk) {
        String type = disk.type().toLowerCase(Locale.ROOT);
        if (IN_MEMORY.contains(type)) {
            findings.add(Finding.warning(
                    "directory-in-memory",
                    "the checkpoint directory " + directory + " is on " + type,
                    "that is memory: checkpoints are gone when the machine stops, and the job begins anew",
                    "name a directory on a disk"));
        } else if (REMOTE.contains(type)) {
            findings.add(Finding.warning(
                    "directory-on-network",
                    "the checkpoint directory " + directory + " is on " + type,
                    "locks and syncs of network file systems do not always hold what they promise",
                    "name a directory on a local disk, or keep checkpoints in an object store, see docs/store-s3.md"));
        } else {
            findings.add(Finding.ok("its file system is " + disk.type()));
        }
    }

    /** Measures the median of some syncs, each of a block of a file that is deleted afterwards. */
    private void sync() throws IOException {
        Path file = directory.resolve(LocalJobDirectory.PROBE);
        long[] nanos = new long[SYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(SYNC_SIZE), (long) i * SYNC_SIZE);
                long began = System.nanoTime();
                channel.force(true);
                nanos[i] = System.nanoTime() - began;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        Arrays.sort(nanos);
        long median = nanos[SYNCS / 2];
        String what =
                String.format(Locale.ROOT, "a sync of the disk takes %.1f ms (median of %d)", median / 1e6, SYNCS);
        if (median > SYNC_NANOS_MAX) {
            findings.add(Finding.warning(
                    "slow-sync",
                    what,
                    "each checkpoint waits for one, and output becomes visible with its checkpoint",
                    "use a faster disk, or a longer checkpoint interval"));
        } else {
            findings.add(Finding.ok(what));
        }
    }

    /** Returns the directory, or the nearest above it that is there. */
    private Path existing() {
        Path path = directory;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private WeirException unusable(String why) {
        return WeirException.user(
                "directory-not-usable",
                "the checkpoint directory cannot be used, location=" + directory,
                why,
                "name a directory that this user may make and write");
    }
}
