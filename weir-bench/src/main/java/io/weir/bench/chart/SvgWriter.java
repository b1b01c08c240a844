package io.weir.bench.chart;

import io.weir.bench.chart.BarChart.Bar;
import io.weir.bench.chart.BarChart.Group;
import java.util.List;
import java.util.Locale;

/**
 * Writes a chart as an SVG document that stands alone: horizontal bars, in each group on a linear scale of its own, readable on a light and on a dark page.
 *
 * <p>Threading: confined to one thread; used once.
 */
public final class SvgWriter {

    private static final double WIDTH = 960;
    private static final double MARGIN = 16;
    private static final double LABEL_WIDTH = 220;
    private static final double TEXT_WIDTH = 150;
    private static final double PLOT_LEFT = MARGIN + LABEL_WIDTH;
    private static final double PLOT_WIDTH = WIDTH - PLOT_LEFT - TEXT_WIDTH - MARGIN;
    private static final double TITLE_HEIGHT = 30;
    private static final double LEGEND_HEIGHT = 26;
    private static final double BAR_HEIGHT = 13;
    private static final double BAR_STEP = 16;
    private static final double GROUP_GAP = 12;
    private static final double NOTE_HEIGHT = 17;

    /** About how wide a letter is: a writer of SVG cannot ask. */
    private static final double LETTER_WIDTH = 6.6;

    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2328; }
            .title { font-size: 15px; font-weight: 600; }
            .quiet { fill: #59636e; stroke: #ffffff; stroke-width: 3px; paint-order: stroke; }
            .page { fill: #ffffff; }
            .grid { stroke: #d1d9e0; }
            .s0 { fill: #0b6bcb; } .s1 { fill: #6cb6ff; } .s2 { fill: #d9480f; } .s3 { fill: #2b8a3e; }
            .s4 { fill: #ae3ec9; } .s5 { fill: #868e96; } .s6 { fill: #e0a800; } .s7 { fill: #0c8599; }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; }
            .quiet { fill: #9da7b3; stroke: #0d1117; }
            .page { fill: #0d1117; }
            .grid { stroke: #30363d; }
            .s0 { fill: #4493f8; } .s1 { fill: #a5d0ff; } .s2 { fill: #ff8c4b; } .s3 { fill: #56d364; }
            .s4 { fill: #d68fe8; } .s5 { fill: #adb5bd; } .s6 { fill: #f2cc60; } .s7 { fill: #3bc9db; }
            }
            </style>
            """;

    private final BarChart chart;
    private final StringBuilder out = new StringBuilder();

    private SvgWriter(BarChart chart) {
        this.chart = chart;
    }

    /** Returns the document. */
    public static String write(BarChart chart) {
        return new SvgWriter(chart).document();
    }

    private String document() {
        double plotTop = MARGIN + TITLE_HEIGHT + LEGEND_HEIGHT;
        double plotHeight = chart.groups().stream()
                .mapToDouble(group -> group.bars().size() * BAR_STEP + GROUP_GAP)
                .sum();
        double height = plotTop + plotHeight + chart.notes().size() * NOTE_HEIGHT + MARGIN;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\" role=\"img\">\n",
                WIDTH, height);
        add("<title>%s</title>\n", escaped(chart.title()));
        out.append(STYLE);
        add("<rect class=\"page\" width=\"%.0f\" height=\"%.0f\"/>\n", WIDTH, height);
        text("title", "start", MARGIN, MARGIN + 14, chart.title());
        legend(MARGIN + TITLE_HEIGHT);
        line(PLOT_LEFT, plotTop, plotHeight);
        double y = plotTop + GROUP_GAP / 2;
        for (Group group : chart.groups()) {
            y = group(group, y);
        }
        for (String note : chart.notes()) {
            text("quiet", "start", MARGIN, y + NOTE_HEIGHT, note);
            y += NOTE_HEIGHT;
        }
        add("</svg>\n");
        return out.toString();
    }

    private void legend(double top) {
        double x = MARGIN;
        List<String> series = chart.series();
        for (int i = 0; i < series.size(); i++) {
            rect("s" + i, x, top, 12, 12);
            text("", "start", x + 17, top + 10, series.get(i));
            x += 17 + series.get(i).length() * LETTER_WIDTH + 20;
        }
    }

    private double group(Group group, double top) {
        double y = top;
        double longest = group.bars().stream().mapToDouble(Bar::value).max().orElse(1);
        double middle = top + group.bars().size() * BAR_STEP / 2;
        text("", "end", PLOT_LEFT - 10, middle + 3, group.label());
        for (Bar bar : group.bars()) {
            double length = bar.value() / longest * PLOT_WIDTH;
            rect("s" + chart.series().indexOf(bar.series()), PLOT_LEFT, y, length, BAR_HEIGHT);
            text("quiet", "start", PLOT_LEFT + length + 5, y + 10.5, bar.text());
            y += BAR_STEP;
        }
        return y + GROUP_GAP;
    }

    private void rect(String style, double x, double y, double width, double height) {
        add("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", style, x, y, width, height);
    }

    private void line(double x, double top, double height) {
        add("<line class=\"grid\" x1=\"%1$.1f\" y1=\"%2$.1f\" x2=\"%1$.1f\" y2=\"%3$.1f\"/>\n", x, top, top + height);
    }

    private void text(String style, String anchor, double x, double y, String text) {
        add(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                style, anchor, x, y, escaped(text));
    }

    private void add(String form, Object... values) {
        out.append(String.format(Locale.ROOT, form, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
