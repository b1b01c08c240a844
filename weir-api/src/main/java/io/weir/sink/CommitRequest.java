package io.weir.sink;

/**
 * One committable of a decided checkpoint.
 *
 * @param checkpointId the checkpoint it belongs to
 * @param subtask the writer it came from
 * @param committable within the attempt of its writer the very object that the writer handed over; after a recovery one read from the checkpoint
 * @param recovered whether it was written by an earlier attempt
 */
public record CommitRequest<C>(long checkpointId, int subtask, C committable, boolean recovered) {}
