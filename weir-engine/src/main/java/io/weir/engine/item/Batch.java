package io.weir.engine.item;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #CAPACITY} records with their timestamps, in order.
 *
 * <p>Threading: owned by one task at a time; a channel hands it over.
 */
public final class Batch {

    /** Large enough that the cost of handing over vanishes beside that of the records, small enough to stay in the first-level cache. */
    public static final int CAPACITY = 512;

    private static final @Nullable Object[] NO_VALUES = {};

    /** With so few records it is cheaper to empty the array than to have another. */
    private static final int FEW = 64;

    private @Nullable Object[] values = new @Nullable Object[CAPACITY];
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

    /** Empties the batch; {@link #reuse} comes before the next record. */
    public void clear() {
        if (size > FEW) {
            values = NO_VALUES;
        } else {
            Arrays.fill(values, 0, size, null);
        }
        size = 0;
    }

    /**
     * Makes room for records again. If there were many, in a new array: a batch lives long, and G1 takes a fence for each young object that is stored into an old one, which costs
     * more than the array does.
     */
    public void reuse() {
        if (values == NO_VALUES) {
            values = new @Nullable Object[CAPACITY];
        }
    }
}
