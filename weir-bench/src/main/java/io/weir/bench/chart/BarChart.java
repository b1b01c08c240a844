package io.weir.bench.chart;

import java.util.List;

/**
 * Bars in groups. Each group has a linear scale of its own, up to its longest bar.
 *
 * <p>Threading: Immutable.
 *
 * @param title in a line above
 * @param notes in lines below
 * @param series the names of those that are compared, in the order of the legend; at most {@link #SERIES_MAX}
 */
public record BarChart(String title, List<String> notes, List<String> series, List<Group> groups) {

    /** So many colours can be told apart. */
    public static final int SERIES_MAX = 8;

    /**
     * Bars that belong together.
     *
     * @param label what they are of
     */
    public record Group(String label, List<Bar> bars) {

        public Group {
            bars = List.copyOf(bars);
        }
    }

    /**
     * A bar.
     *
     * @param series one of the chart's
     * @param value its length beside the others of its group; positive and finite
     * @param text is written at its end
     */
    public record Bar(String series, double value, String text) {

        public Bar {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        "a bar has a positive length: series=" + series + ", value=" + value);
            }
        }
    }

    public BarChart {
        notes = List.copyOf(notes);
        series = List.copyOf(series);
        groups = List.copyOf(groups);
        if (series.size() > SERIES_MAX) {
            throw new IllegalArgumentException("too many series: count=" + series.size() + ", at most " + SERIES_MAX);
        }
        for (Group group : groups) {
            for (Bar bar : group.bars()) {
                if (!series.contains(bar.series())) {
                    throw new IllegalArgumentException("a bar of no series: " + bar);
                }
            }
        }
    }
}
