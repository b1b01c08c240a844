package io.weir.engine.checkpoint;

/**
 * When checkpoints are taken.
 *
 * @param intervalNanos the least time from the start of one checkpoint to that of the next; {@link #NEVER} for checkpoints on request only, apart from the first of a new job and
 *     the last
 * @param timeoutNanos how long a checkpoint may take until it is decided; then it is aborted, and the job rolls back (I6)
 * @param uncommittedMax how many checkpoints may be decided and not committed; at this bound none is started, so that a slow sink holds the job back
 *     instead of piling up output
 * @param overtakeAfterNanos how long after its start a checkpoint's barriers may overtake the records queued before them; {@link #NEVER} for aligned checkpoints only
 */
public record CheckpointSettings(long intervalNanos, long timeoutNanos, int uncommittedMax, long overtakeAfterNanos) {

    /** Barriers keep their place; or checkpoints wait for somebody to ask for them. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Settings under which barriers keep their place. */
    public CheckpointSettings(long intervalNanos, long timeoutNanos, int uncommittedMax) {
        this(intervalNanos, timeoutNanos, uncommittedMax, NEVER);
    }

    public CheckpointSettings withInterval(long newIntervalNanos) {
        return new CheckpointSettings(newIntervalNanos, timeoutNanos, uncommittedMax, overtakeAfterNanos);
    }

    public CheckpointSettings withTimeout(long newTimeoutNanos) {
        return new CheckpointSettings(intervalNanos, newTimeoutNanos, uncommittedMax, overtakeAfterNanos);
    }

    public CheckpointSettings withOvertakeAfter(long newOvertakeAfterNanos) {
        return new CheckpointSettings(intervalNanos, timeoutNanos, uncommittedMax, newOvertakeAfterNanos);
    }

    /** Returns whether checkpoints are taken by time. */
    public boolean periodic() {
        return intervalNanos != NEVER;
    }

    /** Returns whether barriers may overtake. */
    public boolean overtaking() {
        return overtakeAfterNanos != NEVER;
    }
}
