package io.weir.engine.item;

import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #CAPACITY} records with their timestamps, in order.
 *
 * <p>Threading: owned by one task at a time; a channel hands it over.
 */
public final class Batch {

    /** Large enough that the cost of handing over vanishes beside that of the records, small enough to stay in the first-level cache. */
    public static final int CAPACITY = 512;

    private final @Nullable Object[] values = new @Nullable Object[CAPACITY];
    private final long[] timestamps = new long[CAPACITY];
    private int size;
    private boolean combined;

    /** Appends a record; the batch must not be full. */
    public void add(Object value, long timestamp) {
        int index = size;
        values[index] = value;
        timestamps[index] = timestamp;
        size = index + 1;
    }

    public boolean isFull() {
        return size == CAPACITY;
    }

    public int size() {
        return size;
    }

    /** Returns the record at {@code index}, which is below {@link #size}. */
    @SuppressWarnings("NullAway") // every slot below size holds a value
    public Object value(int index) {
        return values[index];
    }

    /** Returns whether it holds what records were combined to, and not the records themselves. */
    public boolean isCombined() {
        return combined;
    }

    /** Sets whether it holds what records were combined to. */
    public void combined(boolean newCombined) {
        combined = newCombined;
    }

    public long timestamp(int index) {
        return timestamps[index];
    }

    /** Empties the batch for reuse. */
    public void clear() {
        for (int i = 0; i < size; i++) {
            values[i] = null;
        }
        size = 0;
    }
}
