package io.weir.engine.latency;

/**
 * How many records a source's task has read from one barrier to the next, and when: spans, the records of each spread evenly over it. Times are of {@link io.weir.engine.port.Clock#nanoTime}.
 *
 * <p>Threading: Immutable.
 */
public final class ReadSpans {

    /** No record. */
    public static final ReadSpans NONE = new ReadSpans(new long[0], new long[0], new long[0]);

    private final long[] oldestNanos;
    private final long[] newestNanos;
    private final long[] counts;

    /** The arrays are handed over. */
    ReadSpans(long[] oldestNanos, long[] newestNanos, long[] counts) {
        this.oldestNanos = oldestNanos;
        this.newestNanos = newestNanos;
        this.counts = counts;
    }

    /** Returns how many spans there are. */
    public int size() {
        return counts.length;
    }

    public long oldestNanos(int span) {
        return oldestNanos[span];
    }

    public long newestNanos(int span) {
        return newestNanos[span];
    }

    /** Returns how many records belong to a span; at least 1. */
    public long count(int span) {
        return counts[span];
    }
}
