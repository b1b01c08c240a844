package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one table of all that was measured: a row a case, figure and contender, with medians, spreads, and ratios to the loop and to each other engine.
 *
 * <p>Threading: Immutable.
 */
record ResultTable(Comparison comparison) {

    static final String STARRED = "\\* Other programs used more than " + Comparison.FOREIGN_CORES_MAX
            + " of a core in one of the runs, so it shows the order of size and no more.";

    private static final String NONE = "–";

    void print() {
        List<Kind> rivals = rivals();
        List<String> heads = new ArrayList<>(
                List.of("workload", "figure", "contender", "median (spread)", "ns of processor time a record"));
        rivals.forEach(rival -> heads.add("/ " + rival.label()));
        MarkdownTable table = new MarkdownTable(heads.toArray(String[]::new));
        boolean disturbed = false;
        for (BenchCase each : comparison.runs().keySet()) {
            for (Measure measure : each.measures()) {
                for (Entrant entrant : comparison.entrants(each)) {
                    Series figures = comparison.figures(each, entrant, measure.figure());
                    if (figures.isEmpty()) {
                        continue;
                    }
                    boolean starred = comparison.isDisturbed(each, entrant);
                    disturbed |= starred;
                    List<String> row = new ArrayList<>(List.of(
                            each.label(),
                            measure.heading(),
                            entrant.label() + (starred ? " \\*" : ""),
                            measure.text(figures),
                            processorTime(each, entrant, measure)));
                    rivals.forEach(rival -> row.add(ratio(each, entrant, rival, measure)));
                    table.add(row);
                }
            }
        }
        table.print();
        if (disturbed) {
            System.out.println(STARRED);
        }
        for (BenchCase each : comparison.runs().keySet()) {
            comparison
                    .failed(each)
                    .forEach(
                            entrant -> System.out.println(
                                    "- " + each.label() + ": " + entrant.label()
                                            + " failed or had wrong results in one of its rounds (what it said is above), so it has no figures"));
        }
    }

    /** The loop, and the engines of which there is anything. */
    private List<Kind> rivals() {
        return Stream.of(Kind.LOOP, Kind.FLINK, Kind.JET, Kind.KAFKA_STREAMS)
                .filter(comparison::has)
                .toList();
    }

    /** Of a run, not of a figure: so it stands in the first line of a contender. */
    private String processorTime(BenchCase each, Entrant entrant, Measure measure) {
        Series nanos = comparison.figures(each, entrant, Figure.CPU_NANOS);
        boolean isFirst = measure.equals(each.measures().get(0));
        return isFirst && !nanos.isEmpty() ? nanos.text(1, nanos.median() < 100 ? 1 : 0) : "";
    }

    private String ratio(BenchCase each, Entrant entrant, Kind rival, Measure measure) {
        List<Run> rivalRuns = comparison.rival(each, entrant, rival);
        // An engine with another number of tasks is no rival.
        if (rivalRuns.isEmpty() || rivalRuns.get(0).entrant().equals(entrant)) {
            return "";
        }
        Series quotients = comparison.quotients(each, entrant, rivalRuns, measure.figure());
        return quotients.isEmpty() ? NONE : quotients.text(1, quotients.median() < 10 ? 2 : 1);
    }
}
