package io.weir.engine.job;

/**
 * What a job has done since it was started in this process. Records of an attempt that failed count as far as its last decided checkpoint.
 *
 * <p>Threading: Immutable.
 *
 * @param state how it ended
 * @param recordsIn records read from sources
 * @param recordsOut records written to sinks, all of them committed if the state is FINISHED or STOPPED
 * @param checkpoints checkpoints decided
 * @param lastCheckpointId the last decided checkpoint, of this run or one before; 0 if there is none
 * @param restarts how often an attempt failed and another followed
 */
public record Receipt(
        JobState state, long recordsIn, long recordsOut, long checkpoints, long lastCheckpointId, int restarts) {}
