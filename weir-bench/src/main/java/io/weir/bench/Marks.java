package io.weir.bench;

import java.util.Arrays;

/**
 * How far one reader had come at certain times.
 *
 * <p>Threading: written by one thread; read by others once that has ended.
 */
final class Marks {

    private long[] nanos = new long[64];
    private long[] positions = new long[64];
    private int count;

    /** @param position how many records had been read */
    void add(long atNanos, long position) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
            positions = Arrays.copyOf(positions, count * 2);
        }
        nanos[count] = atNanos;
        positions[count] = position;
        count++;
    }

    /** Returns when the last mark was made. */
    long lastNanos() {
        return count == 0 ? 0 : nanos[count - 1];
    }

    /** Returns the records a second from the first mark at or behind a position to the last one. */
    double rateAfter(long position) {
        int first = 0;
        while (first < count - 1 && positions[first] < position) {
            first++;
        }
        int last = count - 1;
        return last <= first ? Double.NaN : (positions[last] - positions[first]) * 1e9 / (nanos[last] - nanos[first]);
    }

    /**
     * Returns the records a second from the first mark to the last one within a time.
     *
     * @throws IllegalStateException if there are fewer than two
     */
    double ratePerSecond(long fromNanos, long toNanos) {
        int first = 0;
        while (first < count && nanos[first] - fromNanos < 0) {
            first++;
        }
        int last = count - 1;
        while (last >= 0 && nanos[last] - toNanos > 0) {
            last--;
        }
        if (last <= first) {
            throw new IllegalStateException("fewer than two checkpoints in the measured time: marks=" + count
                    + "; measure for longer, or with a shorter interval");
        }
        return (positions[last] - positions[first]) * 1e9 / (nanos[last] - nanos[first]);
    }
}
