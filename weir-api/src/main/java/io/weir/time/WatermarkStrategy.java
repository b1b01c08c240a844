package io.weir.time;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a source tells event time: where timestamps come from, how watermarks follow, and when a quiet split stops holding time back.
 * The names are Flink's.
 *
 * <p>Threading: Immutable.
 *
 * @param generator makes one generator for each split
 * @param assigner reads the timestamp; null keeps what the source attached
 * @param idleness after this long without a record a split no longer holds the watermark back; null means never
 * @param alignment how far splits may be ahead of others; null for no limit
 */
public record WatermarkStrategy<T>(
        Supplier<WatermarkGenerator<T>> generator,
        @Nullable TimestampAssigner<T> assigner,
        @Nullable Duration idleness,
        @Nullable WatermarkAlignment alignment) {

    private static final Duration UPDATE_INTERVAL = Duration.ofSeconds(1);

    public WatermarkStrategy {
        Objects.requireNonNull(generator, "generator");
    }

    /** A strategy whose splits do not wait for each other. */
    public WatermarkStrategy(
            Supplier<WatermarkGenerator<T>> generator,
            @Nullable TimestampAssigner<T> assigner,
            @Nullable Duration idleness) {
        this(generator, assigner, idleness, null);
    }

    /** No event time: watermarks never advance until the input ends. */
    public static <T> WatermarkStrategy<T> noWatermarks() {
        return new WatermarkStrategy<>(NoWatermarks::new, null, null);
    }

    /** Timestamps never decrease within a split. */
    public static <T> WatermarkStrategy<T> forMonotonousTimestamps() {
        return forBoundedOutOfOrderness(Duration.ZERO);
    }

    /** A record comes at most {@code bound} of event time after a later one of its split. */
    public static <T> WatermarkStrategy<T> forBoundedOutOfOrderness(Duration bound) {
        long boundMillis = bound.toMillis();
        return new WatermarkStrategy<>(() -> new BoundedOutOfOrderness<>(boundMillis), null, null);
    }

    /** The same strategy with timestamps read by {@code assigner}. */
    public WatermarkStrategy<T> withTimestampAssigner(TimestampAssigner<T> newAssigner) {
        return new WatermarkStrategy<>(generator, newAssigner, idleness, alignment);
    }

    /** The same strategy where a split without records for {@code timeout} stops holding the watermark back. */
    public WatermarkStrategy<T> withIdleness(Duration timeout) {
        return new WatermarkStrategy<>(generator, assigner, timeout, alignment);
    }

    /** As {@link #withWatermarkAlignment(String, Duration, Duration)}, told once a second. */
    public WatermarkStrategy<T> withWatermarkAlignment(String group, Duration maxDrift) {
        return withWatermarkAlignment(group, maxDrift, UPDATE_INTERVAL);
    }

    /**
     * The same strategy where a split whose watermark is ahead is not read for now: ahead of the least watermark of all sources of the job that have the same group by more
     * than {@code maxDrift}. So what is read before its time does not fill the state. It is not exact: what a reader has at hand may still come, and how far the others are
     * is told once in {@code updateInterval}.
     *
     * @param group a name that sources of one job share; one source may also have it alone, for its splits
     * @param maxDrift of event time; not negative
     * @param updateInterval how often a source's subtask tells how far it has come; positive
     */
    public WatermarkStrategy<T> withWatermarkAlignment(String group, Duration maxDrift, Duration updateInterval) {
        return new WatermarkStrategy<>(
                generator, assigner, idleness, new WatermarkAlignment(group, maxDrift, updateInterval));
    }

    private static final class NoWatermarks<T> implements WatermarkGenerator<T> {
        @Override
        public void onEvent(T value, long timestamp) {}

        @Override
        public long currentWatermark() {
            return Timestamps.NONE;
        }
    }

    private static final class BoundedOutOfOrderness<T> implements WatermarkGenerator<T> {
        private final long boundMillis;
        private long maxTimestamp = Timestamps.NONE;

        BoundedOutOfOrderness(long boundMillis) {
            this.boundMillis = boundMillis;
        }

        @Override
        public void onEvent(T value, long timestamp) {
            maxTimestamp = Math.max(maxTimestamp, timestamp);
        }

        @Override
        public long currentWatermark() {
            return maxTimestamp == Timestamps.NONE ? Timestamps.NONE : maxTimestamp - boundMillis - 1;
        }
    }
}
