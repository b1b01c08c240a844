package io.weir.files.source;

import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.time.Timestamps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records of one split that were read together, each with the position behind it.
 *
 * <p>Threading: filled on a lane, then confined to the task.
 */
final class Batch<T> {

    private static final int INITIAL_CAPACITY = 64;

    /** A record, a {@link RejectedRecord}, or null where a record was passed over. */
    private @Nullable Object[] values = new @Nullable Object[INITIAL_CAPACITY];

    private long[] positions = new long[INITIAL_CAPACITY];
    private int count;
    private int emitted;
    private boolean last;

    void add(@Nullable Object value, long position) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
        }
        values[count] = value;
        positions[count++] = position;
    }

    int count() {
        return count;
    }

    /** Says that the split ends with this batch. */
    void endSplit() {
        last = true;
    }

    boolean endsSplit() {
        return last;
    }

    boolean isEmitted() {
        return emitted == count;
    }

    /** Returns the position behind the last record that was emitted; there must be one. */
    long position() {
        return positions[emitted - 1];
    }

    /**
     * Emits up to {@code countMax} records.
     *
     * @return how many records were gone through
     */
    @SuppressWarnings("unchecked")
    int emit(SourceOutput<T> output, int countMax) {
        int begin = emitted;
        int end = Math.min(count, begin + countMax);
        while (emitted < end) {
            @Nullable Object value = values[emitted];
            values[emitted++] = null;
            if (value instanceof RejectedRecord rejected) {
                output.reject(rejected);
            } else if (value != null) {
                output.emit((T) value, Timestamps.NONE);
            }
        }
        return end - begin;
    }
}
