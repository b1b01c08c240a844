package io.weir.bench;

import java.util.Arrays;

/**
 * What came out of a workload, folded into numbers that can be checked: how many events, a sum over all of them, and the last value of some keys.
 *
 * <p>Threading: confined to one thread.
 */
final class Tally {

    /** One key in so many is looked at: following each of a million would cost more than the work that is measured. */
    private static final int KEYS_PER_SAMPLE = 64;

    private final long[] lastValues;
    private long count;
    private long sum;
    private long lastWindowStart = -WindowedSumLoop.WINDOW_MILLIS;

    Tally(long keys) {
        lastValues = new long[Math.toIntExact((keys + KEYS_PER_SAMPLE - 1) / KEYS_PER_SAMPLE)];
    }

    static boolean isSampled(long key) {
        return (key & (KEYS_PER_SAMPLE - 1)) == 0;
    }

    void add(Event event) {
        add(event.key(), event.value());
    }

    void add(long key, long value) {
        count++;
        sum += value ^ key;
        if (isSampled(key)) {
            lastValues[(int) (key / KEYS_PER_SAMPLE)] = value;
        }
    }

    void addWindow(Event event) {
        addWindow(event.key(), event.value(), event.timestamp());
    }

    /** Adds a result of a window; what it adds to the sum depends on which window it is. */
    void addWindow(long key, long value, long windowStart) {
        count++;
        sum += (value ^ key) * (2 * windowStart + 1);
        lastWindowStart = Math.max(lastWindowStart, windowStart);
    }

    /** Adds another tally, of other keys. */
    void add(Tally other) {
        count += other.count;
        sum += other.sum;
        lastWindowStart = Math.max(lastWindowStart, other.lastWindowStart);
        for (int i = 0; i < lastValues.length; i++) {
            lastValues[i] += other.lastValues[i];
        }
    }

    long count() {
        return count;
    }

    /** Returns the start of the latest window that had a result; negative if none had. */
    long lastWindowStart() {
        return lastWindowStart;
    }

    /** Returns the sum over all events of value xor key, or what windows made of it. */
    long sum() {
        return sum;
    }

    /** Returns whether the keys that are looked at ended with the same values. */
    boolean endsLike(Tally other) {
        return Arrays.equals(lastValues, other.lastValues);
    }

    @Override
    public String toString() {
        return "count=" + count + ", sum=" + sum + ", last values=" + Arrays.hashCode(lastValues);
    }
}
