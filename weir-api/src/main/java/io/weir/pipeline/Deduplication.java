package io.weir.pipeline;

import io.weir.graph.OutputTag;
import io.weir.time.TimeDomain;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What counts as the same record again: one with the same key, less than a horizon away. See {@link KeyedStream#deduplicate}.
 *
 * <p>Threading: Immutable.
 *
 * @param domain whose time the horizon is measured in: of the records, or of the clock when they come
 * @param horizon at least 1 ms, at most {@link #HORIZON_MAX}
 * @param lateness for how long beyond what the watermark asks for it is remembered what has passed; zero by processing time
 * @param lateTag the side output of records that come too late to be told from those before them; null to drop them
 * @param <T> the records
 */
public record Deduplication<T>(
        TimeDomain domain,
        Duration horizon,
        Duration lateness,
        @Nullable OutputTag<T> lateTag) {

    /** A thousand years: for ever. */
    public static final Duration HORIZON_MAX = Duration.ofDays(365_250);

    public Deduplication {
        Objects.requireNonNull(domain, "domain");
        if (horizon.toMillis() < 1 || horizon.compareTo(HORIZON_MAX) > 0) {
            throw new IllegalArgumentException(
                    "must be at least 1 ms and at most " + HORIZON_MAX + ": horizon=" + horizon);
        }
        if (lateness.isNegative() || lateness.compareTo(HORIZON_MAX) > 0) {
            throw new IllegalArgumentException(
                    "must not be negative, and at most " + HORIZON_MAX + ": lateness=" + lateness);
        }
        if (domain == TimeDomain.PROCESSING_TIME && (!lateness.isZero() || lateTag != null)) {
            throw new IllegalArgumentException("no record is late by the clock");
        }
    }

    /** Records are compared by their event time, in whatever order they come. What has passed is forgotten as the watermark goes on. */
    public static <T> Deduplication<T> byEventTime(Duration horizon) {
        return new Deduplication<>(TimeDomain.EVENT_TIME, horizon, Duration.ZERO, null);
    }

    /** Records are compared by the time at which they come. They need no timestamps. */
    public static <T> Deduplication<T> byProcessingTime(Duration horizon) {
        return new Deduplication<>(TimeDomain.PROCESSING_TIME, horizon, Duration.ZERO, null);
    }

    /** Remembers for so much longer what has passed, in event time: a record is late only if it is further behind the watermark. */
    public Deduplication<T> allowedLateness(Duration newLateness) {
        return new Deduplication<>(domain, horizon, newLateness, lateTag);
    }

    /** Sends records that are late to a side output of the stage, where {@link Stream#sideOutput} reads them, instead of dropping them. */
    public Deduplication<T> sideOutputLateData(OutputTag<T> tag) {
        return new Deduplication<>(domain, horizon, lateness, Objects.requireNonNull(tag, "tag"));
    }
}
