package io.weir.time;

import java.time.Duration;
import java.util.Objects;

/**
 * How far splits may be ahead of others in event time: see {@link WatermarkStrategy#withWatermarkAlignment(String, Duration, Duration)}.
 *
 * <p>Threading: Immutable.
 *
 * @param group sources with the same group in a job wait for each other
 * @param maxDrift of event time; not negative
 * @param updateInterval how often a source's subtask tells the others how far it has come; positive
 */
public record WatermarkAlignment(String group, Duration maxDrift, Duration updateInterval) {

    public WatermarkAlignment {
        Objects.requireNonNull(group, "group");
        if (maxDrift.isNegative()) {
            throw new IllegalArgumentException("maxDrift must not be negative: " + maxDrift);
        }
        if (updateInterval.isNegative() || updateInterval.isZero()) {
            throw new IllegalArgumentException("updateInterval must be positive: " + updateInterval);
        }
    }
}
