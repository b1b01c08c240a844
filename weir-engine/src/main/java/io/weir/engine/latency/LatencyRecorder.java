package io.weir.engine.latency;

import java.util.Arrays;

/**
 * Counts records by the time to their committed result.
 *
 * <p>Threading: not thread-safe.
 */
public final class LatencyRecorder {

    /** The records of a span are counted at so many points of it at most. */
    private static final int POINTS_MAX = 16;

    private final long[] counts = new long[LatencyBuckets.COUNT];
    private long count;
    private long maxNanos;

    /** Counts records that are committed now. */
    public void committed(ReadSpans read, long nowNanos) {
        for (int i = 0; i < read.size(); i++) {
            add(nowNanos - read.newestNanos(i), nowNanos - read.oldestNanos(i), read.count(i));
        }
    }

    public LatencyHistogram snapshot() {
        return new LatencyHistogram(Arrays.copyOf(counts, counts.length), count, maxNanos);
    }

    /** Records whose latencies are from the shortest to the longest, evenly. */
    private void add(long shortestNanos, long longestNanos, long added) {
        count += added;
        maxNanos = Math.max(maxNanos, longestNanos);
        long points = shortestNanos == longestNanos ? 1 : Math.min(added, POINTS_MAX);
        long before = 0;
        for (int i = 0; i < points; i++) {
            long upTo = added * (i + 1) / points;
            long nanos = shortestNanos + (longestNanos - shortestNanos) * (2L * i + 1) / (2 * points);
            counts[LatencyBuckets.indexOf(nanos)] += upTo - before;
            before = upTo;
        }
    }
}
