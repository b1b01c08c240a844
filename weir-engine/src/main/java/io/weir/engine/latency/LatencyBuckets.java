package io.weir.engine.latency;

/**
 * Which values are counted together: whole microseconds up to 63, and from there on 32 steps for each doubling, so that a value is known to about 3 %. Values beyond 12 days count as 12
 * days.
 *
 * <p>Threading: stateless.
 */
final class LatencyBuckets {

    private static final int STEPS_LOG2 = 5;
    private static final int STEPS = 1 << STEPS_LOG2;
    private static final int EXACT = 2 * STEPS;
    private static final long MICROS_MAX = (1L << 40) - 1;

    static final int COUNT = indexOfMicros(MICROS_MAX) + 1;

    private LatencyBuckets() {}

    /** Returns where a value belongs; one below zero counts as zero. */
    static int indexOf(long nanos) {
        return indexOfMicros(Math.max(0, Math.min(nanos / 1_000, MICROS_MAX)));
    }

    /** Returns the largest value of a bucket. */
    static long nanosMax(int index) {
        if (index < EXACT) {
            return (index + 1) * 1_000L - 1;
        }
        int shift = (index - EXACT) / STEPS + 1;
        long micros = ((long) (STEPS + (index - EXACT) % STEPS + 1) << shift) - 1;
        return (micros + 1) * 1_000 - 1;
    }

    private static int indexOfMicros(long micros) {
        if (micros < EXACT) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - STEPS_LOG2;
        return EXACT + (shift - 1) * STEPS + (int) (micros >>> shift) - STEPS;
    }
}
