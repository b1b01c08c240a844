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
 * @param overheadMax without a latency target: how much of the tasks' time checkpoints may take, as a share from 0 to 1, before they come less often than the interval says; 1 for any share
 */
public record CheckpointSettings(
        long intervalNanos,
        long timeoutNanos,
        int uncommittedMax,
        long overtakeAfterNanos,
        @Nullable LatencyTarget latencyTarget,
        double overheadMax) {

    /** Barriers keep their place; or checkpoints wait for somebody to ask for them. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final double NO_BUDGET = 1;

    /** How far the interval may be lengthened: output waits for it, and what sinks hold open does. */
    private static final long LENGTHENED_NANOS_MAX = 2_000_000_000L;

    public CheckpointSettings {
        if (!(overheadMax > 0 && overheadMax <= 1)) {
            throw new IllegalArgumentException("overheadMax=" + overheadMax);
        }
    }

    /** Settings with a fixed interval. */
    public CheckpointSettings(long intervalNanos, long timeoutNanos, int uncommittedMax, long overtakeAfterNanos) {
        this(intervalNanos, timeoutNanos, uncommittedMax, overtakeAfterNanos, null, NO_BUDGET);
    }

    /** Settings with a fixed interval, under which barriers keep their place. */
    public CheckpointSettings(long intervalNanos, long timeoutNanos, int uncommittedMax) {
        this(intervalNanos, timeoutNanos, uncommittedMax, NEVER);
    }

    /** Sets a fixed interval, in place of a latency target if there is one. */
    public CheckpointSettings withInterval(long newIntervalNanos) {
        return new CheckpointSettings(
                newIntervalNanos, timeoutNanos, uncommittedMax, overtakeAfterNanos, null, overheadMax);
    }

    /** Sets how much of the tasks' time checkpoints may take where there is no latency target. */
    public CheckpointSettings withOverheadMax(double newOverheadMax) {
        return new CheckpointSettings(
                intervalNanos, timeoutNanos, uncommittedMax, overtakeAfterNanos, latencyTarget, newOverheadMax);
    }

    /** Lets the interval be steered. */
    public CheckpointSettings withLatencyTarget(LatencyTarget target) {
        return new CheckpointSettings(
                target.firstIntervalNanos(), timeoutNanos, uncommittedMax, overtakeAfterNanos, target, overheadMax);
    }

    public CheckpointSettings withTimeout(long newTimeoutNanos) {
        return new CheckpointSettings(
                intervalNanos, newTimeoutNanos, uncommittedMax, overtakeAfterNanos, latencyTarget, overheadMax);
    }

    public CheckpointSettings withOvertakeAfter(long newOvertakeAfterNanos) {
        return new CheckpointSettings(
                intervalNanos, timeoutNanos, uncommittedMax, newOvertakeAfterNanos, latencyTarget, overheadMax);
    }

    /** Returns whether checkpoints are taken by time. */
    public boolean periodic() {
        return intervalNanos != NEVER;
    }

    /** Returns the longest interval that was asked for; {@link #NEVER} for checkpoints on request only. A fixed one may be lengthened beyond it: {@link IntervalBudget}. */
    public long intervalNanosMax() {
        LatencyTarget target = latencyTarget;
        return target == null ? intervalNanos : target.intervalNanosMax();
    }

    /** Returns what a fixed interval may become. */
    IntervalBudget budget() {
        return new IntervalBudget(
                intervalNanos, overheadMax == NO_BUDGET ? intervalNanos : LENGTHENED_NANOS_MAX, overheadMax);
    }

    /** Returns whether barriers may overtake. */
    public boolean overtaking() {
        return overtakeAfterNanos != NEVER;
    }
}
