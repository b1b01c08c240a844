package io.weir.sink;

import io.weir.runtime.CheckContext;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;

/**
 * An output that takes part in two-phase commit: writers pre-commit at each barrier, and a committer commits what a decided checkpoint lists. Its parts map
 * one to one onto Flink's Sink V2; the table is in docs/flink-mapping.md.
 *
 * <p>Threading: Immutable.
 *
 * @param <T> the type of its records
 * @param <C> the committable: the handle of pre-committed output. Immutable as far as it is serialized, and meaningful to another process
 */
public interface Sink<T, C> {

    /**
     * Checks the settings against the outside system, at each start of the job, before anything runs, and for {@code weir doctor} without a start: so it changes nothing outside. May block.
     * It tells the context all that it finds.
     *
     * @throws io.weir.error.WeirException if the sink could not be written, or not exactly once, and nothing further can be checked
     */
    default void check(CheckContext context) throws Exception {}

    /**
     * Returns how many writers may write at once, 1 or more; any number by default. For a sink whose writers would wait for each other: none can be committed before all have
     * prepared. Where the job has more subtasks their records are brought together; those of one subtask stay in their order.
     */
    default int parallelismMax() {
        return Integer.MAX_VALUE;
    }

    /**
     * Makes the committer of an attempt: one for the whole sink, before its writers, on a thread that may block. The context's subtask is 0, and its
     * parallelism that of the writers.
     */
    Committer<C> createCommitter(StageContext context) throws Exception;

    /** Makes the writer of one subtask, after the committer has recovered. Must not block. */
    SinkWriter<T, C> createWriter(StageContext context);

    /** Returns how committables are kept in checkpoints. */
    Serde<C> committableSerde();
}
