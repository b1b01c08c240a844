package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.sink.CommitOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one attempt has committed, and what of it readers see. The committer commits here, and the writers say which files end.
 *
 * <p>Threading: Thread-safe.
 *
 * <p>Invariants:
 * <ul>
 *   <li>P1 (I3): a file is published only when the ledger holds all of it, and nothing but what the ledger holds.
 *   <li>P2 (I5): the write of the ledger is the commit. If it fails nobody knows whether it happened, so nothing more is done by this attempt.
 *   <li>P3: a pending file is renamed once. If it is not there any more, it has been published.
 * </ul>
 */
final class Publication {

    private final String stage;
    private final Publisher publisher;
    private final Workplace workplace;
    private final Ledger ledger;
    private final Waiting waiting;

    /** Files that nothing more is written to although no commit said so, each with the length that it has when everything is committed. */
    private final Map<String, Long> endedLengths = new HashMap<>();

    private int openWriterCount;
    private boolean poisoned;

    Publication(
            String stage, Publisher publisher, Workplace workplace, Ledger ledger, Waiting waiting, int writerCount) {
        this.stage = stage;
        this.publisher = publisher;
        this.workplace = workplace;
        this.ledger = ledger;
        this.waiting = waiting;
        this.openWriterCount = writerCount;
    }

    /** Commits what a subtask wrote, and publishes what that makes due. */
    CommitOutcome commit(long checkpointId, FileCommittable committable, long nowNanos) {
        return commit(checkpointId, committable, () -> publishDue(nowNanos));
    }

    private CommitOutcome commit(long checkpointId, FileCommittable committable, Step then) {
        synchronized (this) {
            String what = "checkpoint " + checkpointId + " of " + stage + " could not be committed";
            checkSound(what);
            if (ledger.committedOf(committable.subtask()) >= checkpointId) {
                return CommitOutcome.ALREADY_COMMITTED;
            }
            guard(what, () -> {
                ledger.add(checkpointId, committable);
                workplace.write(ledger);
                then.run();
            });
            return CommitOutcome.COMMITTED;
        }
    }

    /**
     * Says that nothing more is written to files, which are closed, and publishes what is due.
     *
     * @param lengths by id, up to where a barrier has made each durable
     */
    void end(Map<String, Long> lengths, long nowNanos) {
        synchronized (this) {
            endedLengths.putAll(lengths);
            publishIfSound(nowNanos);
        }
    }

    /**
     * Says that a writer is about to answer its last pre-commit. When all have, nothing waits any longer for more to come. There may be no commit any more that would publish what has waited, and
     * a job that has ended is not recovered: so that is done now, before the answer.
     */
    void endWriter(long nowNanos) {
        synchronized (this) {
            openWriterCount--;
            if (openWriterCount == 0) {
                publishIfSound(nowNanos);
            }
        }
    }

    private void publishIfSound(long nowNanos) {
        if (!poisoned) {
            guard("files of " + stage + " could not be published", () -> publishDue(nowNanos));
        }
    }

    /** Recovery: makes the ledger this attempt's. */
    void writeLedger() {
        synchronized (this) {
            guard("the ledger of " + stage + " could not be written", () -> workplace.write(ledger));
        }
    }

    /** Recovery: publishes all of these files, whether they would wait or not; each has what it will ever have. */
    void endInRecovery(Map<String, Long> lengths) {
        synchronized (this) {
            endedLengths.putAll(lengths);
            guard("files of earlier attempts of " + stage + " could not be published", () -> publish(ready(), true, 0));
        }
    }

    /** Recovery: commits what an earlier attempt wrote, and publishes those of its files that get no more. */
    CommitOutcome commitInRecovery(long checkpointId, FileCommittable committable, Map<String, Long> lengths) {
        return commit(checkpointId, committable, () -> {
            endedLengths.putAll(lengths);
            publish(ready(), true, 0);
        });
    }

    /** Recovery: enters what a person has found committed, and publishes those of its files that get no more. */
    void settle(Settlement settlement, Map<String, Long> lengths) {
        synchronized (this) {
            guard("what was found committed of " + stage + " could not be entered in its ledger", () -> {
                settlement.enter();
                workplace.write(ledger);
                endedLengths.putAll(lengths);
                publish(ready(), true, 0);
            });
        }
    }

    private void publishDue(long nowNanos) throws IOException {
        publish(ready(), openWriterCount == 0, nowNanos);
    }

    private void publish(List<PendingFile> ready, boolean all, long nowNanos) throws IOException {
        List<PendingFile> plain = new ArrayList<>();
        List<PendingFile> rows = new ArrayList<>();
        for (PendingFile file : ready) {
            if (publisher.isMerged(file)) {
                publish(file);
            } else {
                (file.holdsRows() ? rows : plain).add(file);
            }
        }
        for (List<PendingFile> group : waiting.due(plain, all, nowNanos)) {
            publish(group.size() == 1 ? group.get(0) : merge(group));
        }
        for (List<PendingFile> group : waiting.due(rows, all, nowNanos)) {
            publish(merge(group));
        }
    }

    private void publish(PendingFile file) throws IOException {
        publisher.publish(file);
        ledger.files().remove(file.id());
        endedLengths.remove(file.id());
    }

    /** Puts one file in the place of several. The write of the ledger does it: before it the one does not count, after it the others. */
    private PendingFile merge(List<PendingFile> group) throws IOException {
        PendingFile merged = publisher.merge(group);
        group.forEach(file -> ledger.files().remove(file.id()));
        ledger.files().put(merged.id(), merged);
        workplace.write(ledger);
        for (PendingFile file : group) {
            publisher.delete(file);
            endedLengths.remove(file.id());
        }
        return merged;
    }

    private List<PendingFile> ready() {
        List<PendingFile> ready = new ArrayList<>();
        for (PendingFile file : ledger.files().values()) {
            Long endedLength = endedLengths.get(file.id());
            if (file.finished() || endedLength != null && endedLength == file.length()) {
                ready.add(file);
            }
        }
        return ready;
    }

    /** Does what leaves this attempt unable to go on if it fails (P2). */
    private void guard(String what, Step step) {
        checkSound(what);
        poisoned = true;
        try {
            step.run();
        } catch (IOException e) {
            throw FileErrors.inWords(what, e);
        }
        poisoned = false;
    }

    private void checkSound(String what) {
        if (poisoned) {
            throw WeirException.external(
                    "files-failed",
                    what,
                    "an earlier step of this attempt failed, so what is on the disk is not known for certain",
                    "nothing: recovery finds out by the ledger",
                    null);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
