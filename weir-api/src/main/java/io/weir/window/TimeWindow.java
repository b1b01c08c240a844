package io.weir.window;

import io.weir.serde.Serde;
import io.weir.serde.Serdes;

/**
 * The records of a span of event time.
 *
 * <p>Threading: Immutable.
 *
 * @param start the first timestamp that belongs to it, in milliseconds since 1970-01-01T00:00Z
 * @param end the first timestamp that does not belong to it any more
 */
public record TimeWindow(long start, long end) implements Window {

    /** Writes windows as checkpoints hold them. */
    public static final Serde<TimeWindow> SERDE = Serdes.of(TimeWindow.class);

    @Override
    public long maxTimestamp() {
        return end - 1;
    }

    /** Returns whether the windows have a timestamp in common, or one begins where the other ends. */
    public boolean intersects(TimeWindow other) {
        return start <= other.end && end >= other.start;
    }

    /** Returns the smallest window that has both in it. */
    public TimeWindow cover(TimeWindow other) {
        return new TimeWindow(Math.min(start, other.start), Math.max(end, other.end));
    }
}
