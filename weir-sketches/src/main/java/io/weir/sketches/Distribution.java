package io.weir.sketches;

import java.util.Arrays;

/**
 * How numbers are distributed: a count for each of the intervals that divide every power of two into {@value #PER_OCTAVE}. That is a DDSketch (Masson, Rim, Lee: DDSketch, a fast and fully-mergeable quantile
 * sketch with relative-error guarantees, VLDB 2019) whose intervals are found by the bits of a number instead of its logarithm.
 *
 * <p>It takes up to 12 bytes for each interval that has a number: some kilobytes for numbers that differ by a factor of a million.
 *
 * <p>Threading: confined to one thread.
 */
public final class Distribution {

    /** How far a quantile may be from the true one: a part of that. */
    public static final double RELATIVE_ERROR = 1.0 / 128;

    static final int PER_OCTAVE = 64;

    /** What is left of a number's bits: its exponent and the first six of its mantissa. */
    private static final int SHIFT = 52 - Integer.numberOfTrailingZeros(PER_OCTAVE);

    private static final int CAPACITY_FIRST = 8;

    /** In the order of the numbers, negative ones by the complement of their opposite's. */
    int[] intervals;

    long[] counts;
    int size;
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    Distribution() {
        intervals = new int[CAPACITY_FIRST];
        counts = new long[CAPACITY_FIRST];
    }

    Distribution(int[] intervals, long[] counts, double min, double max) {
        this.intervals = intervals;
        this.counts = counts;
        this.size = intervals.length;
        this.count = Arrays.stream(counts).sum();
        this.min = min;
        this.max = max;
    }

    /** Returns how many numbers there are. */
    public long count() {
        return count;
    }

    /** Returns the least number, exactly; positive infinity if there is none. */
    public double min() {
        return min;
    }

    /** Returns the greatest number, exactly; negative infinity if there is none. */
    public double max() {
        return max;
    }

    /**
     * Returns about the least number that a part of all numbers does not exceed: at most {@link #RELATIVE_ERROR} of it away.
     *
     * @param part from 0, for the minimum, to 1, for the maximum; 0.5 for the median
     * @throws IllegalStateException if there are no numbers
     */
    public double quantile(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("must be from 0 to 1: part=" + part);
        }
        if (count == 0) {
            throw new IllegalStateException("there are no numbers");
        }
        long rank = Math.max(1, Math.min(count, (long) Math.ceil(part * count)));
        if (rank == 1) {
            return min;
        }
        if (rank == count) {
            return max;
        }
        int at = 0;
        for (long before = counts[0]; before < rank; before += counts[at]) {
            at++;
        }
        return Math.max(min, Math.min(max, middleOf(intervals[at])));
    }

    void add(double number) {
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException("a number to be added to a distribution is NaN");
        }
        min = Math.min(min, number);
        max = Math.max(max, number);
        add(intervalOf(number), 1);
    }

    private void add(int interval, long more) {
        int at = Arrays.binarySearch(intervals, 0, size, interval);
        if (at < 0) {
            at = -at - 1;
            insert(at, interval);
        }
        counts[at] += more;
        count += more;
    }

    private void insert(int at, int interval) {
        if (size == intervals.length) {
            intervals = Arrays.copyOf(intervals, size * 2 + CAPACITY_FIRST);
            counts = Arrays.copyOf(counts, size * 2 + CAPACITY_FIRST);
        }
        System.arraycopy(intervals, at, intervals, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        intervals[at] = interval;
        counts[at] = 0;
        size++;
    }

    /** Returns a copy, which does not change when this one does. */
    Distribution copy() {
        return new Distribution(Arrays.copyOf(intervals, size), Arrays.copyOf(counts, size), min, max);
    }

    /** Returns a new one of the numbers of both. */
    static Distribution merged(Distribution a, Distribution b) {
        Distribution both = a.copy();
        for (int i = 0; i < b.size; i++) {
            both.add(b.intervals[i], b.counts[i]);
        }
        both.min = Math.min(a.min, b.min);
        both.max = Math.max(a.max, b.max);
        return both;
    }

    static int intervalOf(double number) {
        int interval = (int) (Double.doubleToRawLongBits(Math.abs(number)) >>> SHIFT);
        return number < 0 ? ~interval : interval;
    }

    /** Returns the middle of an interval. Its bits are those of the lower end with the next one set. */
    private static double middleOf(int interval) {
        if (interval < 0) {
            return -middleOf(~interval);
        }
        long bits = (long) interval << SHIFT;
        double from = Double.longBitsToDouble(bits);
        return interval == 0 || Double.isInfinite(from) ? from : Double.longBitsToDouble(bits | 1L << SHIFT - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that
                && Arrays.equals(intervals, 0, size, that.intervals, 0, that.size)
                && Arrays.equals(counts, 0, size, that.counts, 0, that.size)
                && Double.compare(min, that.min) == 0
                && Double.compare(max, that.max) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(Arrays.copyOf(counts, size)) * 31 + Arrays.hashCode(Arrays.copyOf(intervals, size));
    }

    @Override
    public String toString() {
        return count == 0 ? "no numbers" : count + " numbers from " + min + " to " + max + ", median " + quantile(0.5);
    }
}
