package io.weir.testkit.pipeline;

/**
 * A record that a {@link TestSink} has committed.
 *
 * <p>Threading: Immutable, as far as the value is.
 *
 * @param timestamp its event time in milliseconds since 1970-01-01T00:00Z, or {@link io.weir.time.Timestamps#NONE}
 * @param subtask the index of the sink's writer that wrote it
 * @param checkpointId the checkpoint that it was committed with
 */
public record TestRecord<T>(T value, long timestamp, int subtask, long checkpointId) {}
