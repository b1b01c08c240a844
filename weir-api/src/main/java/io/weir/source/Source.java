package io.weir.source;

import io.weir.runtime.CheckContext;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;

/**
 * A replayable input: splits, each read in order, with positions that a checkpoint keeps. Its parts map one to one onto Flink's FLIP-27 source; the table
 * is in docs/flink-mapping.md.
 *
 * <p>What exactly-once asks of it: reading again from a position gives the same records in the same order.
 *
 * <p>Threading: Immutable.
 *
 * @param <T> the type of its records
 * @param <S> the type of its splits
 */
public interface Source<T, S extends SourceSplit> {

    Boundedness boundedness();

    /**
     * Checks the settings against the outside system, at each start of the job, before anything runs, and for {@code weir doctor} without a start: so it changes nothing outside. May block.
     * It tells the context all that it finds.
     *
     * @throws io.weir.error.WeirException if the source could not be read, or not exactly once, and nothing further can be checked
     */
    default void check(CheckContext context) throws Exception {}

    /** Makes the enumerator of an attempt. The context's subtask is 0, and its parallelism that of the readers. */
    SplitEnumerator<S> createEnumerator(StageContext context);

    /** Makes the reader of one subtask. Must not block. */
    SourceReader<T, S> createReader(StageContext context);

    /** Returns how splits are kept in checkpoints. */
    Serde<S> splitSerde();
}
