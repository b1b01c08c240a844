package io.weir.files.sink;

/**
 * Records on their way from the task to its lane.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class Batch {

    /** As many as the engine's own batches: enough that handing one over costs nothing, few enough to be held several times. */
    private static final int SIZE_MAX = 1024;

    private final Object[] values = new Object[SIZE_MAX];
    private final long[] timestamps = new long[SIZE_MAX];
    private int size;

    void add(Object value, long timestamp) {
        values[size] = value;
        timestamps[size++] = timestamp;
    }

    boolean isFull() {
        return size == SIZE_MAX;
    }

    int size() {
        return size;
    }

    Object value(int index) {
        return values[index];
    }

    long timestamp(int index) {
        return timestamps[index];
    }
}
