package io.weir.time;

/**
 * Follows the records of one split and says how far event time has come.
 *
 * <p>Threading: confined to the task that reads the split.
 */
public interface WatermarkGenerator<T> {

    /** Sees one record before it is emitted. */
    void onEvent(T value, long timestamp);

    /**
     * Returns the watermark: no record with this timestamp or an earlier one is expected any more. {@link Timestamps#NONE} while
     * nothing is known. A value below an earlier one is ignored.
     */
    long currentWatermark();
}
