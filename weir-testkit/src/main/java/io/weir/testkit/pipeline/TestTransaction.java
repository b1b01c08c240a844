package io.weir.testkit.pipeline;

/**
 * What a {@link TestSink} commits: the name of what one subtask has written for one checkpoint.
 *
 * <p>Threading: Immutable.
 *
 * @param owner the job and the stage that it belongs to
 * @param attempt the attempt that wrote it
 * @param subtask the writer that wrote it
 * @param checkpointId the checkpoint that it was sealed for
 */
public record TestTransaction(String owner, long attempt, int subtask, long checkpointId) {}
