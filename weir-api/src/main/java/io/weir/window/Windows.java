package io.weir.window;

import java.time.Duration;
import java.util.function.Function;

/** The assigners that are built in, all but those of count windows. Durations are in whole milliseconds. */
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

    /** As {@link #tumbling(Duration)}, by the clock. */
    public static ProcessingTimeWindows<Object> tumblingProcessingTime(Duration size) {
        return new ProcessingTimeWindows<>(tumbling(size));
    }

    /** As {@link #tumbling(Duration, Duration)}, by the clock. */
    public static ProcessingTimeWindows<Object> tumblingProcessingTime(Duration size, Duration offset) {
        return new ProcessingTimeWindows<>(tumbling(size, offset));
    }

    /** As {@link #sliding(Duration, Duration)}, by the clock. */
    public static ProcessingTimeWindows<Object> slidingProcessingTime(Duration size, Duration slide) {
        return new ProcessingTimeWindows<>(sliding(size, slide));
    }

    /** As {@link #sliding(Duration, Duration, Duration)}, by the clock. */
    public static ProcessingTimeWindows<Object> slidingProcessingTime(Duration size, Duration slide, Duration offset) {
        return new ProcessingTimeWindows<>(sliding(size, slide, offset));
    }

    /** As {@link #cumulative}, by the clock. */
    public static ProcessingTimeWindows<Object> cumulativeProcessingTime(Duration maxSize, Duration step) {
        return new ProcessingTimeWindows<>(cumulative(maxSize, step));
    }

    /** As {@link #session(Duration)}, by the clock. */
    public static ProcessingTimeSessions<Object> sessionProcessingTime(Duration gap) {
        return new ProcessingTimeSessions<>(session(gap));
    }

    /** As {@link #session(Function)}, by the clock. */
    public static <T> ProcessingTimeSessions<T> sessionProcessingTime(Function<? super T, Duration> gap) {
        return new ProcessingTimeSessions<>(session(gap));
    }

    /** One window for all records of a key, for triggers of your own. */
    public static GlobalWindows global() {
        return new GlobalWindows();
    }
}
