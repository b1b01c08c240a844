package io.weir.files.sink;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.CorruptDataException;
import io.weir.serde.IncompatibleSchemaException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives files the names under which readers find them, and merges them before that.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class Publisher {

    private static final int BUFFER_SIZE = 64 * 1024;

    /** Stands in the place of the subtask in the names of pending files that were merged. */
    private static final String MERGER = "m";

    private final Disk disk;
    private final SinkNames names;
    private final Workplace workplace;
    private final Directories directories;
    private final @Nullable Staging<?> staging;
    private long mergedCount;

    Publisher(SinkSettings<?> settings, SinkNames names, Workplace workplace) {
        this.disk = settings.disk();
        this.staging = settings.staging();
        this.names = names;
        this.workplace = workplace;
        this.directories = new Directories(settings.disk());
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
            workplace.expectNotTakenOver();
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
        Path copy = workplace.prepare(made -> {
            OutputStream out = new BufferedOutputStream(new ChecksumOutputStream(made), BUFFER_SIZE);
            copy(file, 0, out);
            out.flush();
        });
        disk.move(copy, pending);
        disk.syncDirectory(pending.getParent() == null ? pending : pending.getParent());
    }

    private void copy(PendingFile file, long from, OutputStream out) throws IOException {
        read(file, in -> {
            in.skipNBytes(from);
            in.transferTo(out);
        });
    }

    private void read(PendingFile file, Staging.Reader reader) throws IOException {
        try (CommittedInput in =
                new CommittedInput(new BufferedInputStream(disk.read(workplace.path(file.id())), BUFFER_SIZE), file)) {
            try {
                reader.read(in);
            } catch (CorruptDataException | IncompatibleSchemaException e) {
                in.transferTo(OutputStream.nullOutputStream());
                throw in.isIntact() ? stagingChanged(file, e) : damaged(file);
            }
            if (!in.isIntact()) {
                throw damaged(file);
            }
        }
    }

    private WeirException stagingChanged(PendingFile file, RuntimeException cause) {
        return new WeirException(
                "files-staging-changed",
                ErrorKind.USER,
                "the pending file " + workplace.path(file.id()) + " cannot be published",
                "it holds staged rows as they were written, and the serde given to stageRows(..) cannot read them any more: "
                        + cause.getMessage(),
                "start with the record and serde as before until the job has ended or was stopped; the file stays where it is, and nothing is lost",
                cause);
    }

    private WeirException damaged(PendingFile file) {
        return WeirException.external(
                "files-damaged",
                "the pending file " + workplace.path(file.id()) + " of " + file.length() + " bytes cannot be published",
                "its bytes are not those that were written: the checksum differs",
                "look at the disk's health; the file stays where it is",
                null);
    }

    /** Returns whether {@link #merge} has made a file. */
    boolean isMerged(PendingFile file) {
        return Workplace.isMadeBy(MERGER, file.id());
    }

    /** Makes one pending file of several, which stay, in the format that readers are to see. */
    PendingFile merge(List<PendingFile> group) throws IOException {
        PendingFile first = group.get(0);
        String id = workplace.newId(MERGER, mergedCount++, "");
        long[] length = {0};
        int[] checksum = {0};
        Path made = workplace.prepare(file -> {
            ChecksumOutputStream counted = new ChecksumOutputStream(file);
            OutputStream out = new BufferedOutputStream(counted, BUFFER_SIZE);
            if (first.holdsRows()) {
                staging(first).convert(group, this::read, out);
            } else {
                concatenate(group, out);
            }
            out.flush();
            length[0] = counted.length();
            checksum[0] = counted.checksum();
        });
        disk.move(made, workplace.newPath(id));
        workplace.syncNames();
        return new PendingFile(
                id, first.target(), length[0], checksum[0], first.holdsRows() ? 0 : first.headerLength(), true);
    }

    private Staging<?> staging(PendingFile file) {
        if (staging == null) {
            throw WeirException.user(
                    "files-staging-missing",
                    "the pending file " + workplace.path(file.id()) + " cannot be published",
                    "it holds staged rows, and the sink has no serde any more to read them",
                    "call stageRows(..) as before until the job has ended or was stopped");
        }
        return staging;
    }

    private void concatenate(List<PendingFile> group, OutputStream out) throws IOException {
        copy(group.get(0), 0, out);
        for (PendingFile file : group.subList(1, group.size())) {
            copy(file, file.headerLength(), out);
        }
    }

    void delete(PendingFile file) throws IOException {
        disk.delete(workplace.path(file.id()));
    }
}
