package io.weir.engine.exchange;

import io.weir.engine.item.Batch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way into a stage, in order: those of one key have the order in which they were sent.
 *
 * <p>Threading: confined to one thread at a time.
 */
public final class InFlight {

    private static final int INITIAL_CAPACITY = 16;

    private @Nullable Object[] values = new @Nullable Object[INITIAL_CAPACITY];
    private long[] timestamps = new long[INITIAL_CAPACITY];
    private int size;

    /** Appends a record. */
    public void add(Object value, long timestamp) {
        if (size == values.length) {
            grow(size + 1);
        }
        values[size] = value;
        timestamps[size] = timestamp;
        size++;
    }

    /** Appends the records of a batch, which stays as it is. */
    void add(Batch batch) {
        grow(size + batch.size());
        for (int i = 0; i < batch.size(); i++) {
            add(batch.value(i), batch.timestamp(i));
        }
    }

    public int size() {
        return size;
    }

    /** Returns the record at {@code index}, which is below {@link #size}. */
    @SuppressWarnings("NullAway") // every slot below size holds a value
    public Object value(int index) {
        return values[index];
    }

    public long timestamp(int index) {
        return timestamps[index];
    }

    /** Returns the records from {@code index} on. */
    public InFlight from(int index) {
        InFlight rest = new InFlight();
        rest.grow(size - index);
        for (int i = index; i < size; i++) {
            rest.add(value(i), timestamp(i));
        }
        return rest;
    }

    private void grow(int needed) {
        if (needed > values.length) {
            int capacity = Math.max(needed, values.length * 2);
            values = Arrays.copyOf(values, capacity);
            timestamps = Arrays.copyOf(timestamps, capacity);
        }
    }
}
