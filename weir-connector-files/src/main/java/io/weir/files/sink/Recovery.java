package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.files.sink.PublicationByAttempt.Opened;
import io.weir.runtime.StageContext;
import io.weir.serde.CorruptDataException;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settles what earlier attempts left behind: they are shut out, what nobody will commit is deleted, and every file of theirs is published as far as it is
 * committed. No file goes on from one attempt to the next.
 *
 * <p>Threading: confined to the committer's thread.
 */
final class Recovery {

    private final String stage;
    private final SinkNames names;
    private final Workplace workplace;
    private final Ledger ledger;
    private final Publication publication;
    private final LostOutput lostOutput;

    /** What is pending and not committed, of each file the last checkpoint that adds to it: behind that the file can be published. */
    private final Map<String, Long> lastCheckpointIds = new HashMap<>();

    /** What is pending and not committed, by checkpoint then subtask. */
    private final List<CommitRequest<FileCommittable>> uncommitted = new ArrayList<>();

    private Recovery(StageContext context, SinkSettings<?> settings) throws IOException {
        this.stage = "sink " + context.stageName();
        this.names = new SinkNames(settings, context.jobId(), context.stageName());
        this.workplace = Workplace.claim(settings.disk(), names.hidden(), context.attempt());
        this.ledger = readLedger();
        Publisher publisher = new Publisher(settings, names, workplace);
        this.publication = new Publication(
                stage, publisher, workplace, ledger, new Waiting(settings.compaction()), context.parallelism());
        this.lostOutput = new LostOutput(settings.disk(), names, stage, workplace::path);
    }

    static Recovery run(
            StageContext context,
            SinkSettings<?> settings,
            long restoredCheckpointId,
            List<CommitRequest<FileCommittable>> pending)
            throws IOException {
        Recovery recovery = new Recovery(context, settings);
        recovery.checkNotAhead(restoredCheckpointId);
        recovery.takeStock(pending);
        recovery.publishCommitted();
        return recovery;
    }

    private Ledger readLedger() throws IOException {
        try {
            return workplace.newestLedger();
        } catch (CorruptDataException e) {
            throw FileErrors.ledgerDamaged(stage, names, e);
        }
    }

    private void checkNotAhead(long restoredCheckpointId) {
        ledger.committed().forEach((subtask, checkpointId) -> {
            if (checkpointId > restoredCheckpointId) {
                throw WeirException.user(
                        "files-ledger-ahead",
                        stage + " cannot go on from checkpoint " + restoredCheckpointId,
                        "its ledger below " + names.hidden() + " shows checkpoint " + checkpointId
                                + " committed, so the checkpoint directory is an older copy or has lost something, and that output"
                                + " would be written twice",
                        "start from the newest checkpoint directory; or begin as a new job with Weir.forkFrom in another, empty directory");
            }
        });
    }

    private void takeStock(List<CommitRequest<FileCommittable>> pending) throws IOException {
        // A pending file that is gone has become a published one (P3).
        ledger.files().keySet().removeIf(id -> !workplace.isInherited(id));
        Set<String> kept = new HashSet<>(ledger.files().keySet());
        for (CommitRequest<FileCommittable> request : pending) {
            if (!isCommitted(request)) {
                uncommitted.add(request);
                for (PendingFile file : request.committable().files()) {
                    kept.add(file.id());
                    lastCheckpointIds.merge(file.id(), request.checkpointId(), Math::max);
                }
            }
        }
        workplace.deleteInheritedBut(kept);
    }

    private void publishCommitted() throws IOException {
        // From here on this attempt's ledger counts, and those of earlier ones do not.
        publication.writeLedger();
        Map<String, Long> complete = new HashMap<>();
        ledger.files().values().forEach(file -> {
            if (!lastCheckpointIds.containsKey(file.id())) {
                complete.put(file.id(), file.length());
            }
        });
        publication.endInRecovery(complete);
        removeWhatIsSettled();
    }

    private void removeWhatIsSettled() throws IOException {
        if (uncommitted.isEmpty()) {
            workplace.removeInherited();
        }
    }

    private boolean isCommitted(CommitRequest<FileCommittable> request) {
        return ledger.committedOf(request.committable().subtask()) >= request.checkpointId();
    }

    Opened opened() {
        return new Opened(workplace, publication);
    }

    /** Says why it cannot be known whether a committable is committed, or cannot be committed any more. */
    Optional<String> doubt(CommitRequest<FileCommittable> request) {
        if (isCommitted(request)) {
            return Optional.empty();
        }
        try {
            Optional<String> reason = lostOutput.of(request);
            if (reason.isPresent()) {
                workplace.expectNotTakenOver();
            }
            return reason;
        } catch (IOException e) {
            throw FileErrors.inWords("pending output of " + stage + " could not be read", e);
        }
    }

    /**
     * Takes over what a person has found committed, with all earlier output of the same subtasks, which is committed by that or whole. What is whole cannot have
     * been seen by anyone, so it is published; what is lost is entered and left at that.
     */
    void settled(List<CommitRequest<FileCommittable>> found) throws IOException {
        Map<Integer, Long> upTo = new HashMap<>();
        found.forEach(request -> upTo.merge(request.committable().subtask(), request.checkpointId(), Math::max));
        Settlement settlement = new Settlement(lostOutput, ledger, upTo);
        for (CommitRequest<FileCommittable> request : List.copyOf(uncommitted)) {
            int subtask = request.committable().subtask();
            if (request.checkpointId() <= upTo.getOrDefault(subtask, 0L)) {
                settlement.add(request.committable());
                uncommitted.remove(request);
            }
        }
        publication.settle(settlement, settlement.completeLengths(lastCheckpointIds));
        removeWhatIsSettled();
    }

    /** Commits what is not in doubt; what is stays as it is (I10), whatever was said of it. */
    CommitOutcome commit(CommitRequest<FileCommittable> request) throws IOException {
        Optional<String> reason = doubt(request);
        return reason.isPresent() ? CommitOutcome.inDoubt(reason.get()) : commitWhole(request);
    }

    private CommitOutcome commitWhole(CommitRequest<FileCommittable> request) throws IOException {
        Map<String, Long> complete = new HashMap<>();
        for (PendingFile file : request.committable().files()) {
            if (lastCheckpointIds.getOrDefault(file.id(), 0L) <= request.checkpointId()) {
                complete.put(file.id(), file.length());
            }
        }
        CommitOutcome outcome = publication.commitInRecovery(request.checkpointId(), request.committable(), complete);
        if (outcome.status() == CommitOutcome.Status.COMMITTED) {
            uncommitted.removeIf(other -> other.checkpointId() == request.checkpointId()
                    && other.committable().subtask() == request.committable().subtask());
            removeWhatIsSettled();
        }
        return outcome;
    }
}
