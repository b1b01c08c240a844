package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Knows what a journal must hold, from what its user was told. After each recovery: the checkpoint is the last whose
 * append returned, or the one whose append was under way; its content is what the model says; what is pending is no
 * less than what nobody has confirmed; no id and no attempt number comes twice; the job keeps its identity.
 *
 * <p>Threading: confined to one thread.
 */
final class JournalOracle {

    private String jobId;
    private long attempt;
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

    JobModel decided() {
        return decided;
    }

    void appending(CheckpointData data) {
        undecided = decided.plus(data);
        undecidedPendingMin = decided.withPending(unconfirmed).plus(data).pending();
    }

    void appended() {
        // The sync covers every confirmation before it.
        unconfirmed = undecidedPendingMin;
        decided = undecided.withPending(unconfirmed);
        undecided = null;
        finishedMaybe = false;
        finishedSurely = false;
        idUsedMax = Math.max(idUsedMax, decided.checkpointId() + 1);
    }

    void confirming(String sink, long checkpointId) {
        unconfirmed = JobModel.withoutConfirmed(unconfirmed, sink, checkpointId);
    }

    void finishing() {
        finishedMaybe = true;
    }

    void finished() {
        finishedSurely = true;
    }

    /** Compares what a recovery found with what it must find. */
    void check(RecoveredJob job) {
        JobModel actual = JobModel.of(job.checkpoint());
        boolean undecidedFound = undecided != null && actual.checkpointId() == undecided.checkpointId();
        JobModel expected = undecidedFound ? undecided : decided;
        SortedSet<String> pendingMin = undecidedFound ? undecidedPendingMin : unconfirmed;
        assertThat(actual.checkpointId()).as("checkpoint").isEqualTo(expected.checkpointId());
        assertThat(actual.sources()).isEqualTo(expected.sources());
        assertThat(actual.state()).isEqualTo(expected.state());
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
    }

    /** Takes note of an attempt that has recovered and found what the last {@link #adopt} says. */
    void recovered(long newAttempt, long firstCheckpointId) {
        assertThat(newAttempt).as("attempt").isGreaterThan(attempt);
        assertThat(firstCheckpointId).as("first checkpoint id").isGreaterThan(idUsedMax);
        attempt = newAttempt;
        idUsedMax = firstCheckpointId;
    }

    /** Takes what a recovery found for decided; whoever recovered goes on from there. */
    void adopt(RecoveredJob job) {
        jobId = job.jobId().toString();
        attempt = job.attempt();
        decided = JobModel.of(job.checkpoint());
        unconfirmed = decided.pending();
        undecided = null;
        finishedMaybe = job.finished();
        finishedSurely = job.finished();
        idUsedMax = job.firstCheckpointId();
    }
}
