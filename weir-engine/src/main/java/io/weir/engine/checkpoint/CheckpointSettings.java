package io.weir.engine.checkpoint;

/**
 * When checkpoints are taken.
 *
 * @param intervalNanos the least time from the start of one checkpoint to that of the next
 * @param timeoutNanos how long a checkpoint may take until it is decided; then it is aborted, and the job rolls back (I6)
 * @param uncommittedMax how many checkpoints may be decided and not committed; at this bound none is started, so that a slow sink holds the job back
 *     instead of piling up output
 */
public record CheckpointSettings(long intervalNanos, long timeoutNanos, int uncommittedMax) {}
