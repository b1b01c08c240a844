package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.CrashingStore.PowerLoss;
import io.weir.error.WeirException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A job that works on a {@link CrashingStore} and knows what its journal must hold. After each recovery: the checkpoint
 * is the last whose append returned, or the one whose append was under way; its content is what the model says; no id
 * and no attempt number comes twice; the job keeps its identity.
 */
final class CrashRun {

    private static final Set<String> EXPECTED_FAILURES =
            Set.of("checkpoint-store-failed", "disk-full", "journal-stopped");

    private static final int RECOVERIES_MAX = 20;

    private final CrashingStore store;
    private final Random random;

    private Journal journal;
    private String jobId;
    private long attempt;
    private long nextId;
    private long idUsedMax;

    /** What the last append that returned decided. */
    private JobModel decided = JobModel.EMPTY;

    /** What an append under way may have decided; null if none is. */
    private JobModel undecided;

    /** Of {@code undecided}, what is pending if all confirmations so far have got through. */
    private SortedSet<String> undecidedPendingMin = new TreeSet<>();

    /** Of {@code decided}, what no call has confirmed, whether or not that call returned. */
    private SortedSet<String> unconfirmed = new TreeSet<>();

    private boolean finishedMaybe;
    private boolean finishedSurely;

    CrashRun(CrashingStore store, Random random) {
        this.store = store;
        this.random = random;
    }

    /** Makes sure that there is a journal, whatever goes wrong. */
    void recover() {
        for (int i = 0; i < RECOVERIES_MAX; i++) {
            try {
                check(Journal.recover(store, "orders", () -> Long.toHexString(random.nextLong())));
                return;
            } catch (PowerLoss e) {
                powerBack();
            } catch (WeirException e) {
                expected(e);
                store.failNever();
            }
        }
        throw new AssertionError("no recovery succeeded, tries=" + RECOVERIES_MAX);
    }

    /** The process ends, and another begins. */
    void restart() {
        if (random.nextBoolean()) {
            store.crash();
        } else {
            store.kill();
        }
        recover();
    }

    void append() {
        CheckpointData data = Checkpoints.random(nextId, Math.max(0, nextId - 2), random);
        undecided = decided.plus(data);
        undecidedPendingMin = decided.withPending(unconfirmed).plus(data).pending();
        run(() -> {
            journal.append(data);
            // The sync covers every confirmation before it.
            unconfirmed = undecidedPendingMin;
            decided = undecided.withPending(unconfirmed);
            undecided = null;
            finishedMaybe = false;
            finishedSurely = false;
            nextId++;
            idUsedMax = Math.max(idUsedMax, nextId);
        });
    }

    void confirm() {
        long id = decided.checkpointId();
        unconfirmed = JobModel.withoutConfirmed(unconfirmed, "out", id);
        run(() -> journal.confirm(List.of(new SinkConfirmation("out", id))));
    }

    void confirmFinished() {
        long id = decided.checkpointId();
        unconfirmed = JobModel.withoutConfirmed(unconfirmed, "out", id);
        finishedMaybe = true;
        run(() -> {
            journal.confirmFinished(List.of(new SinkConfirmation("out", id)));
            finishedSurely = true;
        });
    }

    void buildBase() {
        run(() -> journal.buildBase());
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (PowerLoss e) {
            powerBack();
            recover();
        } catch (WeirException e) {
            expected(e);
            store.failNever();
            recover();
        }
    }

    private void powerBack() {
        if (random.nextInt(3) == 0) {
            store.kill();
        } else {
            store.crash();
        }
    }

    private static void expected(WeirException e) {
        if (!EXPECTED_FAILURES.contains(e.code())) {
            throw e;
        }
    }

    private void check(RecoveredJob job) {
        JobModel actual = JobModel.of(job.checkpoint());
        boolean undecidedFound = undecided != null && actual.checkpointId() == undecided.checkpointId();
        JobModel expected = undecidedFound ? undecided : decided;
        SortedSet<String> pendingMin = undecidedFound ? undecidedPendingMin : unconfirmed;
        assertThat(actual.withPending(expected.pending())).isEqualTo(expected);
        assertThat(expected.pending()).containsAll(actual.pending());
        assertThat(actual.pending()).containsAll(pendingMin);
        if (finishedSurely && !undecidedFound) {
            assertThat(job.finished()).as("finished").isTrue();
        }
        if (job.finished()) {
            assertThat(finishedMaybe && !undecidedFound).as("finished").isTrue();
        }
        assertThat(job.attempt()).as("attempt").isGreaterThan(attempt);
        assertThat(job.firstCheckpointId()).as("first checkpoint id").isGreaterThan(idUsedMax);
        if (jobId != null) {
            assertThat(job.jobId()).hasToString(jobId);
        }
        jobId = job.jobId().toString();
        attempt = job.attempt();
        decided = actual;
        unconfirmed = actual.pending();
        undecided = null;
        finishedMaybe = job.finished();
        finishedSurely = job.finished();
        journal = job.journal();
        nextId = job.firstCheckpointId();
        idUsedMax = nextId;
    }
}
