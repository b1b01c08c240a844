package io.weir.basic;

import io.weir.runtime.JobId;

/**
 * Names a batch of output, in this job and in the whole world. It does not depend on the attempt: a batch that is delivered again after a crash has the same id, and what is in it is the same too.
 *
 * <p>Threading: Immutable.
 *
 * @param job whose output it is
 * @param sink the sink's name in the pipeline
 * @param checkpointId the checkpoint that decided it
 * @param subtask the writer it came from
 * @param sequence which of the writer's batches of this checkpoint it is, from 0
 */
public record BatchId(JobId job, String sink, long checkpointId, int subtask, int sequence) {

    /** Returns {@code job-generation/sink/checkpoint/subtask/sequence}: unique, stable over retries, crashes and restarts, and in ASCII if the names are. */
    public String idempotencyKey() {
        return job + "/" + sink + "/" + checkpointId + "/" + subtask + "/" + sequence;
    }
}
