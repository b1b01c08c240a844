package io.weir.engine.operator;

import io.weir.error.WeirException;
import org.jspecify.annotations.Nullable;

/**
 * Where records go whose windows are over.
 *
 * <p>Threading: confined to one task.
 */
public final class LateRecords {

    private final @Nullable Output output;
    private long droppedCount;

    /** @param output null to drop them */
    public LateRecords(@Nullable Output output) {
        this.output = output;
    }

    /** Takes a record. */
    public void take(Object value, long timestamp) {
        if (output == null) {
            droppedCount++;
        } else {
            output.accept(value, timestamp);
        }
    }

    /** Returns how many were dropped. */
    public long droppedCount() {
        return droppedCount;
    }

    /** Returns when a window is over: when its last timestamp is past by the allowed lateness; at the end of time if that is beyond it. */
    public static long endOf(long maxTimestamp, long latenessMillis) {
        long end = maxTimestamp + latenessMillis;
        return end < maxTimestamp ? Long.MAX_VALUE : end;
    }

    /** Tells that a record cannot be in any window. */
    public static WeirException noTimestamp(String stage) {
        return WeirException.user(
                "no-timestamp",
                "the stage \"" + stage + "\" goes by event time, and got a record without a timestamp",
                "the source attaches none, or was read without a watermark strategy, or a timer of processing time emitted the record",
                "read the source with a WatermarkStrategy that has a timestamp assigner, and emit to such a stage from records or"
                        + " timers of event time, or go by processing time");
    }
}
