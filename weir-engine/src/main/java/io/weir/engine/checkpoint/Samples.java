package io.weir.engine.checkpoint;

import java.util.Arrays;

/**
 * The last values of something that is measured again and again.
 *
 * <p>Threading: confined to one thread.
 */
final class Samples {

    private final long[] values;
    private final long[] sorted;
    private int size;
    private int next;

    /** @param capacity how many are kept */
    Samples(int capacity) {
        values = new long[capacity];
        sorted = new long[capacity];
    }

    void add(long value) {
        values[next] = value;
        next = (next + 1) % values.length;
        size = Math.min(size + 1, values.length);
    }

    int size() {
        return size;
    }

    long sum() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** Returns the largest but {@code dropped} of them; 0 if there are not so many. */
    long largestBut(int dropped) {
        int index = size - 1 - dropped;
        return index < 0 ? 0 : sort()[index];
    }

    /** Returns the median, of two the smaller. */
    long median() {
        return largestBut(size / 2);
    }

    /** Returns the mean of all but the largest ones, {@code dropped} of them. */
    long meanWithout(int dropped) {
        int count = size - dropped;
        if (count <= 0) {
            return 0;
        }
        long[] ascending = sort();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += ascending[i];
        }
        return sum / count;
    }

    private long[] sort() {
        System.arraycopy(values, 0, sorted, 0, size);
        Arrays.sort(sorted, 0, size);
        return sorted;
    }
}
