package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.RecoveredJob;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Knows what a journal must hold, from what its user was told: the last checkpoint whose append returned, or one whose append was under way. No attempt and no id comes twice, and no output is
 * forgotten that nobody has confirmed.
 */
final class DecisionOracle {

    private long attempt;
    private long idUsedMax;
    private String jobId;
    private long decided;
    private SortedMap<String, String> state = new TreeMap<>();
    private SortedSet<Long> pending = new TreeSet<>();

    /** What an append under way may have decided; 0 if none is. */
    private long undecided;

    private long confirmedMaybe;
    private boolean finishedMaybe;
    private boolean finishedSurely;

    void appending(long id) {
        undecided = id;
    }

    void appended() {
        decided = undecided;
        state = stateWith(undecided);
        pending.add(undecided);
        pending.removeIf(id -> id <= confirmedMaybe);
        idUsedMax = Math.max(idUsedMax, undecided);
        undecided = 0;
        finishedMaybe = false;
        finishedSurely = false;
    }

    void confirming(long id) {
        confirmedMaybe = id;
    }

    void finishing() {
        finishedMaybe = true;
    }

    void finished() {
        finishedSurely = true;
    }

    long decided() {
        return decided;
    }

    long confirmedMaybe() {
        return confirmedMaybe;
    }

    /** Compares what a recovery found with what it must find, and goes on from there. */
    void check(RecoveredJob job) {
        long found = job.checkpoint() == null ? 0 : job.checkpoint().checkpointId();
        boolean undecidedFound = undecided != 0 && found == undecided;
        assertThat(found).as("checkpoint").isEqualTo(undecidedFound ? undecided : decided);
        assertThat(Checkpoints.state(job.checkpoint())).isEqualTo(undecidedFound ? stateWith(undecided) : state);
        SortedSet<Long> pendingMax = new TreeSet<>(pending);
        if (undecidedFound) {
            pendingMax.add(undecided);
        }
        SortedSet<Long> pendingMin = new TreeSet<>(pendingMax);
        pendingMin.removeIf(id -> id <= confirmedMaybe);
        SortedSet<Long> pendingFound = Checkpoints.pending(job.checkpoint());
        assertThat(pendingFound).containsAll(pendingMin);
        assertThat(pendingMax).containsAll(pendingFound);
        if (finishedSurely && !undecidedFound) {
            assertThat(job.finished()).as("finished").isTrue();
        }
        if (job.finished()) {
            assertThat(finishedMaybe && !undecidedFound).as("finished").isTrue();
        }
        assertThat(job.attempt()).as("attempt").isGreaterThan(attempt);
        assertThat(job.firstCheckpointId()).as("first id").isGreaterThan(idUsedMax);
        if (jobId != null && found != 0) {
            assertThat(job.jobId().toString()).isEqualTo(jobId);
        }
        jobId = job.jobId().toString();
        attempt = job.attempt();
        idUsedMax = Math.max(found, undecided);
        decided = found;
        state = Checkpoints.state(job.checkpoint());
        pending = pendingFound;
        undecided = 0;
        finishedMaybe = job.finished();
        finishedSurely = job.finished();
    }

    private SortedMap<String, String> stateWith(long id) {
        SortedMap<String, String> next = new TreeMap<>(state);
        next.put(Checkpoints.key(id), "v" + id);
        return next;
    }
}
