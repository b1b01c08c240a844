package io.weir.engine.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * When checkpoints are taken.
 *
 * @param intervalNanos the least time from the start of one checkpoint to that of the next; {@link #NEVER} for checkpoints on request only, apart from the first of a new job and
 *     the last; with a latency target, the one to begin with
 * @param timeoutNanos how long a checkpoint may take until it is decided; then it is aborted, and the job rolls back (I6)
 * @param uncommittedMax how many checkpoints may be decided and not committed; at this bound none is started, so that a slow sink holds the job back
 *     instead of piling up output
 * @param overtakeAfterNanos how long after its start a checkpoint's barriers may overtake the records queued before them; {@link #NEVER} for aligned checkpoints only
 * @param latencyTarget null if the interval is not steered
 */
public record CheckpointSettings(
        long intervalNanos,
        long timeoutNanos,
        int uncommittedMax,
        long overtakeAfterNanos,
        @Nullable LatencyTarget latencyTarget) {

    /** Barriers keep their place; or checkpoints wait for somebody to ask for them. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Settings with a fixed interval. */
    public CheckpointSettings(long intervalNanos, long timeoutNanos, int uncommittedMax, long overtakeAfterNanos) {
        this(intervalNanos, timeoutNanos, uncommittedMax, overtakeAfterNanos, null);
    }

    /** Settings with a fixed interval, under which barriers keep their place. */
    public CheckpointSettings(long intervalNanos, long timeoutNanos, int uncommittedMax) {
        this(intervalNanos, timeoutNanos, uncommittedMax, NEVER);
    }

    /** Sets a fixed interval, in place of a latency target if there is one. */
    public CheckpointSettings withInterval(long newIntervalNanos) {
        return new CheckpointSettings(newIntervalNanos, timeoutNanos, uncommittedMax, overtakeAfterNanos);
    }

    /** Lets the interval be steered. */
    public CheckpointSettings withLatencyTarget(LatencyTarget target) {
        return new CheckpointSettings(
                target.firstIntervalNanos(), timeoutNanos, uncommittedMax, overtakeAfterNanos, target);
    }

    public CheckpointSettings withTimeout(long newTimeoutNanos) {
        return new CheckpointSettings(
                intervalNanos, newTimeoutNanos, uncommittedMax, overtakeAfterNanos, latencyTarget);
    }

    public CheckpointSettings withOvertakeAfter(long newOvertakeAfterNanos) {
        return new CheckpointSettings(
                intervalNanos, timeoutNanos, uncommittedMax, newOvertakeAfterNanos, latencyTarget);
    }

    /** Returns whether checkpoints are taken by time. */
    public boolean periodic() {
        return intervalNanos != NEVER;
    }

    /** Returns the longest interval that there may be; {@link #NEVER} for checkpoints on request only. */
    public long intervalNanosMax() {
        LatencyTarget target = latencyTarget;
        return target == null ? intervalNanos : target.intervalNanosMax();
    }

    /** Returns whether barriers may overtake. */
    public boolean overtaking() {
        return overtakeAfterNanos != NEVER;
    }
}
