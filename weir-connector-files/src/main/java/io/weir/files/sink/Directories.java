package io.weir.files.sink;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes directories durable: each that is asked for is there, and so is its name in its parent, after a loss of power too.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class Directories {

    /** Bounds what is remembered; partitions by time never end. */
    private static final int KNOWN_MAX = 10_000;

    private final Disk disk;
    private final Set<Path> known = new HashSet<>();

    Directories(Disk disk) {
        this.disk = disk;
    }

    /** Makes {@code directory} and what is missing above it. What was there already is synced too: whoever made it may have crashed before that. */
    void ensure(Path directory) throws IOException {
        if (known.contains(directory)) {
            return;
        }
        Path parent = directory.getParent();
        try {
            disk.createDirectory(directory);
        } catch (NoSuchFileException e) {
            if (parent == null) {
                throw e;
            }
            ensure(parent);
            disk.createDirectory(directory);
        }
        if (parent != null) {
            disk.syncDirectory(parent);
        }
        if (known.size() == KNOWN_MAX) {
            known.clear();
        }
        known.add(directory);
    }
}
