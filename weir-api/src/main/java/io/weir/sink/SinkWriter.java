package io.weir.sink;

/**
 * Writes the records of one subtask, invisible to readers until a committer commits them (I3). Never blocks: blocking clients are called through a lane of
 * the {@link io.weir.runtime.StageContext}.
 *
 * <p><b>Life cycle.</b> Any number of {@link #write} and {@link #prepareCommit}, {@link #finish} before the last of these; then {@link #close},
 * whatever happened before.
 *
 * <p><b>Threads.</b> All calls come from one thread.
 *
 * <p><b>Errors.</b> An exception from any call, {@link PreCommit#fail} and {@link io.weir.runtime.StageContext#fail} fail the attempt: the checkpoint is
 * aborted everywhere and the job rolls back to the last decided one (I6).
 */
public interface SinkWriter<T, C> extends AutoCloseable {

    /**
     * Adds one record to the open transaction. May buffer.
     *
     * @param timestamp event time in milliseconds since 1970-01-01T00:00Z, or {@link io.weir.time.Timestamps#NONE}
     * @throws RefusedRecordException if this one record cannot be written, before it has changed anything
     */
    void write(T value, long timestamp);

    /**
     * Returns whether further records are welcome. While it is false the engine holds the input back; a bounded number of records (one batch, about a
     * thousand) may still come. The writer calls {@link io.weir.runtime.StageContext#wakeUp} when it turns true. Asked again after each wake-up, also while
     * the answer to a pre-commit is outstanding.
     */
    default boolean ready() {
        return true;
    }

    /**
     * First phase: seals what was written since the last call and makes it durable but invisible, then answers through {@code preCommit}, at once or
     * later and from any thread. Records written after this call belong to the next checkpoint, also while the answer is outstanding. Not called again
     * before it has answered.
     *
     * <p>After the answer, committing must be possible however late, or at least decidable.
     *
     * @param checkpointId greater than in any earlier call for this job, across attempts; gaps are normal
     */
    void prepareCommit(long checkpointId, PreCommit<C> preCommit);

    /**
     * Says that the next {@link #prepareCommit} is the last: the job's input has ended, or the job was asked to stop. A writer that keeps committed output
     * from readers for a while, such as a file that is not full, ends that: all of it is to be visible when this last checkpoint is committed. Does not block.
     *
     * <p>Not called when an attempt fails or the job is cancelled.
     */
    default void finish() {}

    /** Frees what the writer holds, and gives up what was not sealed. What was sealed stays as it is. Idempotent; does not block. */
    @Override
    void close();
}
