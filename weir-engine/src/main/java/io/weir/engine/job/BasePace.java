package io.weir.engine.job;

import io.weir.engine.journal.BaseThresholds;

/**
 * How long the building of a base rests after a piece of work, so that it takes no more than its share of the time.
 *
 * <p>Threading: Immutable.
 *
 * @param share of the time that work may take, more than 0 and at most 1: see {@link BaseThresholds#share}
 */
record BasePace(double share) {

    /** However slow the disk was for a moment. */
    private static final long REST_NANOS_MAX = 60_000_000_000L;

    /**
     * Returns how long to rest.
     *
     * @param tookNanos how long the last piece of work took
     * @param pressing whether the base is needed as soon as can be
     */
    long restNanos(long tookNanos, boolean pressing) {
        if (pressing || tookNanos <= 0) {
            return 0;
        }
        return (long) Math.min(REST_NANOS_MAX, tookNanos * ((1 - share) / share));
    }
}
