package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.serde.CorruptDataException;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitRequest;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.SinkInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one sink of one job has in its hidden directory: pending files, and a ledger that says which of them are committed.
 *
 * <p>A transaction is what one subtask of one attempt has pending and not committed, as a file may belong to several checkpoints, and a checkpoint has several files.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class FileInspection implements SinkInspection<FileCommittable> {

    private final String stage;
    private final Disk disk;
    private final SinkNames names;

    FileInspection(SinkSettings<?> settings, JobId jobId, String stageName) {
        this.stage = "sink " + stageName;
        this.disk = settings.disk();
        this.names = new SinkNames(settings, jobId, stageName);
    }

    @Override
    public List<OutsideTransaction> open() {
        LeftFiles left = read();
        Map<String, List<PendingId>> byTransaction = new TreeMap<>();
        uncommitted(left)
                .forEach(id -> byTransaction
                        .computeIfAbsent(id.transactionOf(names), absent -> new ArrayList<>())
                        .add(id));
        List<OutsideTransaction> open = new ArrayList<>();
        byTransaction.forEach((transaction, ids) ->
                open.add(new OutsideTransaction(transaction, ids.get(0).subtask(), "pending", detail(left, ids))));
        return open;
    }

    /** Returns what the ledger does not list: what it lists is committed, and waits to be published. */
    private static List<PendingId> uncommitted(LeftFiles left) {
        List<PendingId> uncommitted = new ArrayList<>();
        for (String id : left.pending().keySet()) {
            if (!left.ledger().files().containsKey(id)) {
                PendingId.parse(id).ifPresent(uncommitted::add);
            }
        }
        return uncommitted;
    }

    private String detail(LeftFiles left, List<PendingId> ids) {
        long bytes = 0;
        for (PendingId id : ids) {
            bytes += Math.max(0, sizeOf(left, id));
        }
        return "of attempt " + ids.get(0).attempt() + ", files=" + ids.size() + ", bytes=" + bytes + ", the first is "
                + path(left, ids.get(0).id());
    }

    private long sizeOf(LeftFiles left, PendingId id) {
        try {
            return disk.size(path(left, id.id()));
        } catch (IOException e) {
            throw FileErrors.inWords(unseen(), e);
        }
    }

    @Override
    public Optional<String> transactionOf(FileCommittable committable) {
        return committable.files().stream()
                .findFirst()
                .flatMap(file -> PendingId.parse(file.id()))
                .map(id -> id.transactionOf(names));
    }

    @Override
    public CommitEvidence evidence(CommitRequest<FileCommittable> request) throws IOException {
        LeftFiles left = read();
        int subtask = request.committable().subtask();
        long committed = left.ledger().committedOf(subtask);
        String says = committed == 0
                ? "the ledger shows nothing committed of subtask " + subtask
                : "the ledger says that subtask " + subtask + " is committed up to checkpoint " + committed;
        if (committed >= request.checkpointId()) {
            return CommitEvidence.committed(says);
        }
        return new LostOutput(disk, names, stage, id -> path(left, id))
                .of(request)
                .map(CommitEvidence::inDoubt)
                .orElseGet(() -> CommitEvidence.notCommitted(says + "; its pending files are there, and whole"));
    }

    @Override
    public void abort(String transactionId) {
        if (!names.ownsTransaction(transactionId)) {
            throw WeirException.user(
                    "not-this-jobs",
                    "the transaction " + transactionId + " is not one of " + stage,
                    "its id is not one that this sink of this job gives",
                    "take a name that weir transactions list shows");
        }
        LeftFiles left = read();
        try {
            for (PendingId id : uncommitted(left)) {
                if (id.transactionOf(names).equals(transactionId)) {
                    Path path = path(left, id.id());
                    disk.delete(path);
                    disk.syncDirectory(path.resolveSibling(""));
                }
            }
        } catch (IOException e) {
            throw FileErrors.inWords("the transaction " + transactionId + " of " + stage + " is not rolled back", e);
        }
    }

    private Path path(LeftFiles left, String id) {
        return left.pending().getOrDefault(id, names.hidden().resolve(id));
    }

    private LeftFiles read() {
        try {
            return LeftFiles.read(disk, names.hidden());
        } catch (CorruptDataException e) {
            throw FileErrors.ledgerDamaged(stage, names, e);
        } catch (IOException e) {
            throw FileErrors.inWords(unseen(), e);
        }
    }

    private String unseen() {
        return "the pending files of " + stage + " could not be looked at";
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
