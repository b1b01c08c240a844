package io.weir.engine.operator;

import io.weir.engine.item.Control;
import io.weir.engine.latency.ReadTimes;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.source.SourceOutput;
import io.weir.time.Timestamps;
import io.weir.time.WatermarkAlignment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of a chain that is fed by a source's reader.
 *
 * <p>Threading: confined to one task.
 */
public interface SourceInlet extends SourceOutput<Object>, Counting {

    /** Says that the reader was given a split: event time waits for its first record, unless it is idle. */
    void addSplit(String splitId);

    /** Says that the reader has been given all splits that were known when the job began: without any it does not hold event time back, until it is given one. */
    void assigned();

    /** Says that the reader will be given no further split. */
    void noMoreSplits();

    /** Says that the reader is not polled for now, because what it would emit finds no room: this time does not make a split idle. */
    void heldBack(long nowNanos);

    /** Returns how far splits may be ahead of others; null for no limit. */
    default @Nullable WatermarkAlignment alignment() {
        return null;
    }

    /** Sets the watermark up to which splits may be read. */
    default void align(long watermarkMax) {}

    /** Returns whether every split is ahead, so that the reader is not to be polled. */
    default boolean isAhead() {
        return false;
    }

    /** Returns which splits are ahead now and were not before, and the other way round; null if that has not changed. */
    default @Nullable SplitPauses pauses() {
        return null;
    }

    /** Returns how far event time has come, as others have to wait for it: {@link io.weir.time.Timestamps#MAX} while the reader is idle. */
    default long alignedTime() {
        return Timestamps.NONE;
    }

    /** Takes how far event time has come since the last barrier. */
    default List<StateCapture> capture(CaptureScope scope) {
        return List.of();
    }

    /** Takes who is told when records were created. To be called before the first poll. */
    default void noteCreation(ReadTimes times) {}

    /**
     * Called after each poll, and while the reader is not asked: returns how event time has moved, as the control event that says so; null if it has not.
     *
     * @param mayWait whether a watermark may be told in a later call
     */
    @Nullable Control eventTime(long nowNanos, boolean mayWait);
}
