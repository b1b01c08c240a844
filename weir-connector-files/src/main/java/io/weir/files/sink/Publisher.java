package io.weir.files.sink;

import io.weir.error.WeirException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives files the names under which readers find them, and merges them before that.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class Publisher {

    private final Disk disk;
    private final SinkNames names;
    private final Workplace workplace;
    private final Directories directories;
    private long mergedCount;

    Publisher(Disk disk, SinkNames names, Workplace workplace) {
        this.disk = disk;
        this.names = names;
        this.workplace = workplace;
        this.directories = new Directories(disk);
    }

    /** Makes a committed file visible by one rename. */
    void publish(PendingFile file) throws IOException {
        Path pending = workplace.path(file.id());
        long size = disk.size(pending);
        if (size < 0) {
            throw new NoSuchFileException(pending.toString());
        }
        if (size != file.length() || workplace.isInherited(file.id()) && !file.finished()) {
            cut(file, pending);
        }
        Path published = names.published(file);
        Path directory = published.getParent() == null ? names.directory() : published.getParent();
        directories.ensure(directory);
        if (disk.size(published) >= 0) {
            throw WeirException.external(
                    "files-name-taken",
                    "a file of " + file.length() + " bytes cannot be published as " + published,
                    "there is one of that name, which this sink has not published",
                    "move it away; nothing is lost",
                    null);
        }
        disk.move(pending, published);
        disk.syncDirectory(directory);
    }

    /** Puts a copy of what is committed in the file's place. A process that still has the old one open cannot reach the copy. */
    private void cut(PendingFile file, Path pending) throws IOException {
        Path copy = workplace.prepare(out -> {
            try (OutputStream buffered = new BufferedOutputStream(new ChecksumOutputStream(out))) {
                copy(file, 0, buffered);
            }
        });
        disk.move(copy, pending);
        disk.syncDirectory(pending.getParent() == null ? pending : pending.getParent());
    }

    private void copy(PendingFile file, long from, OutputStream out) throws IOException {
        try (InputStream in = disk.read(workplace.path(file.id()))) {
            if (Checksum.copy(in, from, file.length(), out) != file.checksum()) {
                throw damaged(file);
            }
        }
    }

    private WeirException damaged(PendingFile file) {
        return WeirException.external(
                "files-damaged",
                "the pending file " + workplace.path(file.id()) + " of " + file.length() + " bytes cannot be published",
                "its bytes are not those that were written: the checksum differs",
                "look at the disk's health; the file stays where it is",
                null);
    }

    /** Makes one pending file of several, which stay. */
    PendingFile merge(List<PendingFile> group) throws IOException {
        PendingFile first = group.get(0);
        String id = workplace.newId("m", mergedCount++);
        long[] length = {0};
        int[] checksum = {0};
        Path made = workplace.prepare(out -> {
            ChecksumOutputStream counted = new ChecksumOutputStream(out);
            for (PendingFile file : group) {
                copy(file, counted.length() == 0 ? 0 : file.headerLength(), counted);
            }
            length[0] = counted.length();
            checksum[0] = counted.checksum();
        });
        disk.move(made, workplace.newPath(id));
        workplace.syncNames();
        return new PendingFile(id, first.target(), length[0], checksum[0], first.headerLength(), true);
    }

    void delete(PendingFile file) throws IOException {
        disk.delete(workplace.path(file.id()));
    }
}
