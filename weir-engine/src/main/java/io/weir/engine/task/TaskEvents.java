package io.weir.engine.task;

/**
 * What a task tells the coordinator.
 *
 * <p>Threading: Thread-safe.
 */
public interface TaskEvents {

    /** The task has records to make a checkpoint for: its first since the last barrier. */
    void active(int task);

    /** The source's task reads nothing more before the next barrier: with state beyond memory, what changes in between is bounded. */
    void barrierNeeded(int task);

    /** A reader or writer wants a checkpoint soon, whatever the interval. */
    void checkpointRequested();

    /** The task has taken its snapshot, and its sinks have pre-committed. */
    void acknowledged(int task, long checkpointId, TaskSnapshot snapshot);

    /** How far event time has come in a source's task whose splits are aligned; {@link io.weir.time.Timestamps#MAX} while it holds nobody back. */
    void watermark(int task, long timestamp);

    /** The source of the task has been read to its end. */
    void ended(int task);

    /** The task cannot go on. */
    void failed(String taskName, Throwable cause);
}
