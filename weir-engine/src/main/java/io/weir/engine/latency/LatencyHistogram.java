package io.weir.engine.latency;

import java.time.Duration;

/**
 * How long it took from records to their committed results, counted by record. What is measured is said in docs/latency.md.
 *
 * <p>A histogram of a time span is the difference of two that were taken at its ends: {@link #since}.
 *
 * <p>Threading: Immutable.
 */
public final class LatencyHistogram {

    /** Of no record. */
    public static final LatencyHistogram EMPTY = new LatencyHistogram(new long[LatencyBuckets.COUNT], 0, 0);

    private final long[] counts;
    private final long count;
    private final long maxNanos;

    /** @param counts by bucket; handed over */
    LatencyHistogram(long[] counts, long count, long maxNanos) {
        this.counts = counts;
        this.count = count;
        this.maxNanos = maxNanos;
    }

    /** Returns of how many records it is. */
    public long count() {
        return count;
    }

    /**
     * Returns the latency that a share of the records has not exceeded, to about 3 %, rounded up; zero if there are no records.
     *
     * @param share from 0 to 1, such as 0.99
     * @throws IllegalArgumentException if it is outside of that
     */
    public Duration quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a quantile is from 0 to 1, such as 0.99: " + share);
        }
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length && count > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Duration.ofNanos(Math.min(LatencyBuckets.nanosMax(i), maxNanos));
            }
        }
        return Duration.ZERO;
    }

    /** Returns the latency that half of the records have not exceeded. */
    public Duration p50() {
        return quantile(0.5);
    }

    /** Returns the latency that 99 % of the records have not exceeded. */
    public Duration p99() {
        return quantile(0.99);
    }

    /** Returns the longest latency of all; of a difference, to about 3 %. */
    public Duration max() {
        return Duration.ofNanos(maxNanos);
    }

    /**
     * Returns the histogram of the records that came after another was taken.
     *
     * @param earlier taken of the same job before this one
     * @throws IllegalArgumentException if it is not
     */
    public LatencyHistogram since(LatencyHistogram earlier) {
        long[] difference = new long[counts.length];
        int last = -1;
        for (int i = 0; i < counts.length; i++) {
            difference[i] = counts[i] - earlier.counts[i];
            if (difference[i] < 0) {
                throw new IllegalArgumentException("the other histogram was not taken of the same job before this one");
            }
            last = difference[i] > 0 ? i : last;
        }
        long longest = last < 0 ? 0 : Math.min(LatencyBuckets.nanosMax(last), maxNanos);
        return new LatencyHistogram(difference, count - earlier.count, longest);
    }

    @Override
    public String toString() {
        return "records=" + count + ", p50=" + p50() + ", p99=" + p99() + ", max=" + max();
    }
}
