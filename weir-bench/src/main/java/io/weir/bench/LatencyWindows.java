package io.weir.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The latencies of one turn, and of each of the windows that it is divided into by when records were due.
 *
 * <p>Threading: confined to one thread, or to a lock.
 */
final class LatencyWindows {

    /** A window whose median is above this multiple of the median window is a stall, or the beginning of falling behind. */
    private static final double UNSTABLE_FACTOR = 2;

    private static final int DIGITS = 3;
    private static final int WINDOWS_PER_LINE = 12;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final Duration window;
    private final long startNanos;
    private final List<Histogram> windows = new ArrayList<>();

    /** @param startNanos when the turn began, of {@link System#nanoTime} */
    LatencyWindows(Duration window, long startNanos) {
        this.window = window;
        this.startNanos = startNanos;
    }

    /** Adds a result: when its record was due, and when it was seen. */
    void add(long dueNanos, long seenNanos) {
        int index = (int) Math.max(0, (dueNanos - startNanos) / window.toNanos());
        while (windows.size() <= index) {
            windows.add(new Histogram(DIGITS));
        }
        windows.get(index).recordValue(Math.max(0, seenNanos - dueNanos));
    }

    Map<Figure, Double> figures() {
        Histogram all = new Histogram(DIGITS);
        windows.forEach(all::add);
        Series medians = ofWindows(50);
        Series p99s = ofWindows(99);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.LATENCY_P50, millis(all, 50));
        figures.put(Figure.LATENCY_P99, millis(all, 99));
        figures.put(Figure.LATENCY_P999, millis(all, 99.9));
        figures.put(Figure.LATENCY_MAX, millis(all, 100));
        figures.put(Figure.WORST_WINDOW_P99, p99s.max());
        figures.put(Figure.MEDIAN_WINDOW_P99, p99s.median());
        figures.put(Figure.MEDIAN_WINDOW_P50, medians.median());
        figures.put(Figure.WORST_WINDOW_P50, medians.max());
        figures.put(Figure.INSTABILITY, medians.max() / medians.median());
        figures.put(Figure.UNSTABLE_WINDOWS, (double) medians.countAbove(UNSTABLE_FACTOR * medians.median()));
        return figures;
    }

    /** Returns median and 99th percentile of each window, in their order. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("windows of " + Durations.text(window) + ", p50/p99, ms:");
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < windows.size(); i++) {
            Histogram each = windows.get(i);
            line.append(
                    each.getTotalCount() == 0
                            ? " -"
                            : String.format(Locale.ROOT, " %.1f/%.1f", millis(each, 50), millis(each, 99)));
            if ((i + 1) % WINDOWS_PER_LINE == 0 || i + 1 == windows.size()) {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
        return lines;
    }

    private Series ofWindows(double percentile) {
        return new Series(windows.stream()
                .filter(each -> each.getTotalCount() > 0)
                .mapToDouble(each -> millis(each, percentile))
                .toArray());
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLISECOND;
    }
}
