package io.weir.source;

import java.util.Collection;
import java.util.List;

/**
 * Reads the splits given to one subtask. Never blocks: blocking clients are called through a lane of the {@link io.weir.runtime.StageContext}.
 *
 * <p><b>Life cycle.</b> {@link #addSplits} and {@link #noMoreSplits}; any number of {@link #poll}, {@link #snapshot} and
 * {@link #checkpointCommitted}; then {@link #close}, whatever happened before.
 *
 * <p><b>Threads.</b> All calls come from one thread.
 *
 * <p><b>Errors.</b> An exception from any call fails the attempt; the job restarts from its last checkpoint as its restart strategy says, unless it
 * is a {@link io.weir.error.WeirException} of a kind that is not restartable.
 */
public interface SourceReader<T, S extends SourceSplit> extends AutoCloseable {

    /** Takes further splits to read, each from its position. */
    void addSplits(List<S> splits);

    /** Says that no further split will come: with the present ones read, a bounded reader is at its end. */
    void noMoreSplits();

    /**
     * Emits up to {@code countMax} records that are at hand, and returns within about a millisecond.
     *
     * <p>Symptom of a violation: checkpoints of the whole job wait for this reader.
     */
    InputStatus poll(SourceOutput<T> output, int countMax);

    /**
     * Returns every split this reader was given, each with the position behind the last record it emitted; those read to the end included, unless the source
     * keeps its enumerator from finding them again by other means. The checkpoint holds exactly the effects of the records before these positions (I1).
     */
    List<S> snapshot(long checkpointId);

    /**
     * Stops reading some splits for now, and goes on with others, because of {@link io.weir.time.WatermarkStrategy#withWatermarkAlignment}. Records that are at hand already
     * may still be emitted. A paused split belongs to the snapshot as ever, and a bounded reader with a paused split is not at its end. Needed only where several splits are
     * read by one reader: a reader whose splits are all ahead is not polled.
     *
     * @param splitsToPause {@link SourceSplit#splitId}s that the reader was given and are not paused
     * @param splitsToResume {@link SourceSplit#splitId}s that are paused
     * @throws UnsupportedOperationException if the reader cannot do that: the job fails, and says so
     */
    default void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        throw new UnsupportedOperationException("the reader cannot pause single splits");
    }

    /** Says that all output of the checkpoint is committed. May be skipped or come late; for acknowledging to the outside, never for correctness. */
    default void checkpointCommitted(long checkpointId) {}

    /** Frees what the reader holds. Idempotent. */
    @Override
    void close();
}
