package io.weir.bench;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long checkpoints held up the processing of records.
 *
 * <p>Threading: written by one thread; read by others once that has ended.
 */
final class Pauses {

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final Histogram histogram = new Histogram(3);
    private long startNanos;

    void begin() {
        startNanos = System.nanoTime();
    }

    void end() {
        histogram.recordValue(Math.max(0, System.nanoTime() - startNanos));
    }

    Map<Figure, Double> figures() {
        return Map.of(
                Figure.PAUSE_P50, histogram.getValueAtPercentile(50) / NANOS_PER_MILLISECOND,
                Figure.PAUSE_MAX, histogram.getMaxValue() / NANOS_PER_MILLISECOND);
    }
}
