package io.weir.window;

import java.time.Duration;
import java.util.function.Function;

/** The assigners that are built in, all but those of count windows by event time. Durations are in whole milliseconds. */
public final class Windows {

    private Windows() {}

    /** Windows of one size, each beginning where the one before it ends, from 1970-01-01T00:00Z on. */
    public static TumblingWindows tumbling(Duration size) {
        return tumbling(size, Duration.ZERO);
    }

    /** As {@link #tumbling(Duration)}, each window beginning later by an offset, as for days of another time zone. */
    public static TumblingWindows tumbling(Duration size, Duration offset) {
        return new TumblingWindows(size.toMillis(), offset.toMillis());
    }

    /** Windows of one size, of which one begins every {@code slide}. */
    public static SlidingWindows sliding(Duration size, Duration slide) {
        return sliding(size, slide, Duration.ZERO);
    }

    /** As {@link #sliding(Duration, Duration)}, each window beginning later by an offset. */
    public static SlidingWindows sliding(Duration size, Duration slide, Duration offset) {
        return new SlidingWindows(size.toMillis(), slide.toMillis(), offset.toMillis());
    }

    /** Windows that end when no record of the key has come for {@code gap}. */
    public static SessionWindows<Object> session(Duration gap) {
        return new SessionWindows<>(unused -> gap);
    }

    /** As {@link #session(Duration)}, with a gap that each record tells. */
    public static <T> SessionWindows<T> session(Function<? super T, Duration> gap) {
        return new SessionWindows<>(gap);
    }

    /** Windows that begin together every {@code maxSize}, and end one {@code step} later each. */
    public static CumulativeWindows cumulative(Duration maxSize, Duration step) {
        return new CumulativeWindows(maxSize.toMillis(), step.toMillis(), 0);
    }

    /** One window for all records of a key, for triggers of your own. */
    public static GlobalWindows global() {
        return new GlobalWindows();
    }
}
