package io.weir.engine.job;

import io.weir.engine.task.TaskSnapshot;
import java.util.List;

/**
 * What an attempt has done up to its last decided checkpoint.
 *
 * <p>Threading: confined to one thread; copies are handed on.
 */
final class AttemptCounts {

    private long checkpoints;
    private long lastCheckpointId;
    private long recordsIn;
    private long recordsOut;

    void decided(long checkpointId, List<TaskSnapshot> snapshots) {
        checkpoints++;
        lastCheckpointId = checkpointId;
        recordsIn = snapshots.stream().mapToLong(TaskSnapshot::recordsIn).sum();
        recordsOut = snapshots.stream().mapToLong(TaskSnapshot::recordsOut).sum();
    }

    /** Adds what another attempt has done. */
    void add(AttemptCounts other) {
        checkpoints += other.checkpoints;
        lastCheckpointId = Math.max(lastCheckpointId, other.lastCheckpointId);
        recordsIn += other.recordsIn;
        recordsOut += other.recordsOut;
    }

    /** Notes the checkpoint that an attempt continues from. */
    void restored(long checkpointId) {
        lastCheckpointId = Math.max(lastCheckpointId, checkpointId);
    }

    AttemptCounts copy() {
        AttemptCounts copy = new AttemptCounts();
        copy.add(this);
        return copy;
    }

    /** Returns whether anything has gone in or out. */
    boolean moved() {
        return recordsIn > 0 || recordsOut > 0;
    }

    long lastCheckpointId() {
        return lastCheckpointId;
    }

    Receipt receipt(JobState state, int restarts) {
        return new Receipt(state, recordsIn, recordsOut, checkpoints, lastCheckpointId, restarts);
    }
}
