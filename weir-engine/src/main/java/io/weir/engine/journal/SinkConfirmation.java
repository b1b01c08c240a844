package io.weir.engine.journal;

/**
 * Says that a sink has committed everything up to a checkpoint.
 *
 * <p>Threading: Immutable.
 *
 * @param stage the sink's name
 * @param checkpointId every checkpoint up to this one is committed
 */
public record SinkConfirmation(String stage, long checkpointId) {}
