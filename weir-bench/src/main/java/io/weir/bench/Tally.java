package io.weir.bench;

import java.util.Arrays;

/**
 * What came out of a workload, folded into numbers that can be checked: how many events, a sum over all of them, and the last value of each key, or of
 * some if there are many.
 *
 * <p>Threading: confined to one thread.
 */
final class Tally {

    /** Of more keys than this only some are followed: following each of a million would cost more than the work that is measured. */
    private static final int KEYS_FOLLOWED_MAX = 1_000;

    /** One key in 64. */
    private static final int SAMPLE_BITS = 6;

    /** One key in two to the power of this is followed. */
    private final int sampleBits;

    private final long sampleMask;

    private final long[] lastValues;
    private long count;
    private long sum;
    private long lastWindowStart = -WindowedSumLoop.WINDOW_MILLIS;

    Tally(long keys) {
        sampleBits = keys <= KEYS_FOLLOWED_MAX ? 0 : SAMPLE_BITS;
        sampleMask = (1L << sampleBits) - 1;
        lastValues = new long[Math.toIntExact((keys >>> sampleBits) + 1)];
    }

    void add(Event event) {
        add(event.key(), event.value());
    }

    void add(long key, long value) {
        count++;
        sum += value ^ key;
        if ((key & sampleMask) == 0) {
            lastValues[(int) (key >>> sampleBits)] = value;
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

    /** Returns whether the keys that are followed ended with the same values. */
    boolean endsLike(Tally other) {
        return Arrays.equals(lastValues, other.lastValues);
    }

    @Override
    public String toString() {
        return "count=" + count + ", sum=" + sum + ", last values=" + Arrays.hashCode(lastValues);
    }
}
