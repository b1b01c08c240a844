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

    /** Who more than this disturbs a run. */
    private static final double FOREIGN_CORES_MAX = 0.25;

    private static final String NONE = "–";

    void print() {
        List<Kind> rivals = rivals();
        List<String> heads = new ArrayList<>(List.of("workload", "figure", "contender", "median (spread)"));
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
                    boolean starred = comparison.foreignCores(each, entrant) > FOREIGN_CORES_MAX;
                    disturbed |= starred;
                    List<String> row = new ArrayList<>(List.of(
                            each.label(),
                            measure.heading(),
                            entrant.label() + (starred ? " \\*" : ""),
                            measure.text(figures)));
                    rivals.forEach(rival -> row.add(ratio(each, entrant, rival, measure)));
                    table.add(row);
                }
            }
        }
        table.print();
        if (disturbed) {
            System.out.println("\\* Other programs used more than " + FOREIGN_CORES_MAX
                    + " of a core in one of its runs, so it shows the order of size and no more.");
        }
    }

    /** The loop, and the engines of which there is anything. */
    private List<Kind> rivals() {
        return Stream.of(Kind.LOOP, Kind.FLINK, Kind.JET, Kind.KAFKA_STREAMS)
                .filter(rival -> comparison.runs().keySet().stream()
                        .anyMatch(each -> !comparison.rival(each, rival).isEmpty()))
                .toList();
    }

    private String ratio(BenchCase each, Entrant entrant, Kind rival, Measure measure) {
        List<Run> rivalRuns = comparison.rival(each, rival);
        if (rivalRuns.isEmpty() || rivalRuns.get(0).entrant().equals(entrant)) {
            return "";
        }
        Series quotients = comparison.quotients(each, entrant, rivalRuns, measure.figure());
        return quotients.isEmpty() ? NONE : quotients.text(1, quotients.median() < 10 ? 2 : 1);
    }
}
