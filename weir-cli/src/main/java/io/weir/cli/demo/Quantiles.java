package io.weir.cli.demo;

import java.util.Arrays;

/**
 * Durations in ascending order.
 *
 * <p>Threading: Immutable.
 */
final class Quantiles {

    private final long[] sorted;

    private Quantiles(long[] sorted) {
        this.sorted = sorted;
    }

    static Quantiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    int count() {
        return sorted.length;
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    /** The least duration that at least the share {@code quantile} of all durations does not exceed; 0 if there is none. */
    long nanos(double quantile) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(quantile * sorted.length);
        return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
    }

    long maxNanos() {
        return nanos(1);
    }
}
