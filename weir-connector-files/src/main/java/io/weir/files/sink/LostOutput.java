package io.weir.files.sink;

import io.weir.sink.CommitRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether pending files still hold what was written to them.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class LostOutput {

    private final Disk disk;
    private final SinkNames names;
    private final String stage;
    private final Function<String, Path> pathOf;

    /** @param pathOf says where the pending file of an id is, or would be */
    LostOutput(Disk disk, SinkNames names, String stage, Function<String, Path> pathOf) {
        this.disk = disk;
        this.names = names;
        this.stage = stage;
        this.pathOf = pathOf;
    }

    /** Says why output that is not in the ledger cannot be committed any more; empty if it can. Reads all of it. */
    Optional<String> of(CommitRequest<FileCommittable> request) throws IOException {
        for (PendingFile file : request.committable().files()) {
            String lost = whatIsLost(file);
            if (lost != null) {
                return Optional.of(
                        "the output of subtask " + request.committable().subtask() + " for checkpoint "
                                + request.checkpointId() + " is in a pending file of " + stage + " that " + lost
                                + "; look whether its records are in " + names.published(file));
            }
        }
        return Optional.empty();
    }

    /** Returns whether a pending file is there and holds what was written to it. */
    boolean isWhole(PendingFile file) throws IOException {
        return whatIsLost(file) == null;
    }

    private @Nullable String whatIsLost(PendingFile file) throws IOException {
        Path path = pathOf.apply(file.id());
        long size = disk.size(path);
        if (size < 0) {
            return "is gone: " + file.id() + " below " + names.hidden();
        }
        if (size < file.length()) {
            return "has " + size + " bytes instead of " + file.length() + ": " + path;
        }
        try (CommittedInput in = new CommittedInput(disk.read(path), file)) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.isIntact() ? null : "has other bytes than were written: " + path;
        }
    }
}
