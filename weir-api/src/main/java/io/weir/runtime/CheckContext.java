package io.weir.runtime;

/**
 * What a source or sink may know when it is asked to check its settings before the job starts.
 *
 * @param jobId the identity of the job
 * @param stageName the name that the user gave the source or sink
 * @param parallelism how many subtasks the stage will have
 * @param checkpointIntervalNanos the interval at which checkpoints will be triggered; 0 if they come on request only
 */
public record CheckContext(JobId jobId, String stageName, int parallelism, long checkpointIntervalNanos) {}
