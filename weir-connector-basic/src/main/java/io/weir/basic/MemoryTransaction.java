package io.weir.basic;

/**
 * The name of a transaction in a {@link MemoryStore}.
 *
 * <p>Threading: Immutable.
 *
 * @param owner the job and the sink that it belongs to
 * @param attempt the attempt that wrote it
 * @param subtask the writer that wrote it
 * @param checkpointId the checkpoint that it was sealed for
 */
public record MemoryTransaction(String owner, long attempt, int subtask, long checkpointId) {

    /** Returns the name that tells it from the others of its owner. */
    String id() {
        return "sealed/" + attempt + "/" + subtask + "/" + checkpointId;
    }
}
