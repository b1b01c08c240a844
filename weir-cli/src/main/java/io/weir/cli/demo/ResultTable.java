package io.weir.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The results of the modes, side by side.
 *
 * <p>Threading: Immutable.
 */
final class ResultTable {

    private static final int NAME_WIDTH = 34;
    private static final int VALUE_WIDTH = 16;

    private final List<RunResult> results;

    ResultTable(List<RunResult> results) {
        this.results = List.copyOf(results);
    }

    /** Returns the table, a line each, the heading first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(row("", result -> result.mode().label()));
        lines.add(row("records in", result -> count(result.verdict().orders())));
        lines.add(row("results", result -> count(result.verdict().results())));
        lines.add(row("lost", result -> count(result.verdict().lost())));
        lines.add(row("duplicated", result -> count(result.verdict().duplicated())));
        lines.add(row("wrong", result -> count(result.verdict().wrong())));
        lines.add(row("out of order", result -> count(result.verdict().disordered())));
        lines.add(
                row("of no order that went in", result -> count(result.verdict().foreign())));
        lines.add(row("kills", result -> count(result.outages().size())));
        lines.add(row("recovery, median", result -> seconds(result.recovery(), 0.5)));
        lines.add(row("recovery, longest", result -> seconds(result.recovery(), 1)));
        lines.add(row("checkpoints", result -> count(result.lastCheckpointId())));
        lines.add(row("latency p50", result -> millis(result.latency().undisturbed(), 0.5)));
        lines.add(row("latency p99", result -> millis(result.latency().undisturbed(), 0.99)));
        lines.add(row(
                "latency p50, with the outages",
                result -> millis(result.latency().all(), 0.5)));
        lines.add(row(
                "latency p99, with the outages",
                result -> millis(result.latency().all(), 0.99)));
        lines.add(row(
                "results a second", result -> count(Math.round(result.latency().resultsPerSecond()))));
        lines.add(row(
                "results in the best second", result -> count(result.latency().bestSecond())));
        lines.add(row("took", result -> String.format(Locale.ROOT, "%.1f s", result.nanos() / 1e9)));
        return lines;
    }

    /** Returns the same for programs: numbers, times in milliseconds. */
    List<Map<String, Object>> values() {
        List<Map<String, Object>> values = new ArrayList<>();
        for (RunResult result : results) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("mode", result.mode().label());
            value.put("kept", result.isKept());
            value.put("recordsIn", result.verdict().orders());
            value.put("results", result.verdict().results());
            value.put("lost", result.verdict().lost());
            value.put("duplicated", result.verdict().duplicated());
            value.put("wrong", result.verdict().wrong());
            value.put("outOfOrder", result.verdict().disordered());
            value.put("foreign", result.verdict().foreign());
            value.put("kills", result.outages().size());
            value.put(
                    "recoveryMillis",
                    result.outages().stream()
                            .map(outage -> asMillis(outage.nanos()))
                            .toList());
            value.put("checkpoints", result.lastCheckpointId());
            value.put(
                    "latencyMillisP50", asMillis(result.latency().undisturbed().nanos(0.5)));
            value.put(
                    "latencyMillisP99", asMillis(result.latency().undisturbed().nanos(0.99)));
            value.put(
                    "latencyMillisP50WithOutages",
                    asMillis(result.latency().all().nanos(0.5)));
            value.put(
                    "latencyMillisP99WithOutages",
                    asMillis(result.latency().all().nanos(0.99)));
            value.put("resultsPerSecond", Math.round(result.latency().resultsPerSecond()));
            value.put("resultsInBestSecond", result.latency().bestSecond());
            value.put("millis", asMillis(result.nanos()));
            values.add(value);
        }
        return values;
    }

    private String row(String name, Function<RunResult, String> value) {
        StringBuilder row = new StringBuilder("  ").append(padRight(name));
        for (RunResult result : results) {
            String text = value.apply(result);
            row.append(" ".repeat(Math.max(1, VALUE_WIDTH - text.length()))).append(text);
        }
        return row.toString();
    }

    private static String padRight(String name) {
        return name + " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String seconds(Quantiles durations, double quantile) {
        return durations.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f s", durations.nanos(quantile) / 1e9);
    }

    private static String millis(Quantiles durations, double quantile) {
        return durations.isEmpty() ? "-" : String.format(Locale.ROOT, "%,.0f ms", durations.nanos(quantile) / 1e6);
    }

    private static double asMillis(long nanos) {
        return Math.round(nanos / 1e4) / 100.0;
    }
}
