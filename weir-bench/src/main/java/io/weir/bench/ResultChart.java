package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.Measure.Direction;
import io.weir.bench.chart.BarChart;
import io.weir.bench.chart.BarChart.Bar;
import io.weir.bench.chart.BarChart.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast everybody was as a multiple of the loop by hand, as bars: a group a case, its first figure. Of times the inverse is shown, so that longer is always
 * better.
 *
 * <p>Threading: Immutable.
 *
 * @param notes what the figures depend on
 */
record ResultChart(Comparison comparison, List<String> notes) {

    ResultChart {
        notes = List.copyOf(notes);
    }

    BarChart chart() {
        List<Group> groups = new ArrayList<>();
        List<String> series = new ArrayList<>();
        for (BenchCase each : comparison.runs().keySet()) {
            Group group = group(each);
            if (!group.bars().isEmpty()) {
                groups.add(group);
            }
        }
        // In the order in which they always come, whichever case had them first.
        for (Kind kind : Kind.values()) {
            for (int tasks = 1; tasks <= 2; tasks++) {
                String name = name(new Entrant(kind, tasks));
                if (!series.contains(name) && has(groups, name)) {
                    series.add(name);
                }
            }
        }
        return new BarChart(
                "Speed as a multiple of the same work written by hand (logarithmic; longer is better)",
                "loop",
                notes,
                series,
                groups);
    }

    private Group group(BenchCase each) {
        List<Run> loop = comparison.rival(each, Kind.LOOP);
        Measure measure = each.measures().get(0);
        List<Bar> bars = new ArrayList<>();
        for (Entrant entrant : comparison.entrants(each)) {
            double ratio =
                    comparison.quotients(each, entrant, loop, measure.figure()).median();
            double speed = measure.direction() == Direction.LESS_IS_BETTER ? 1 / ratio : ratio;
            if (!entrant.isReference() && speed > 0 && Double.isFinite(speed)) {
                String value = measure.text(new Series(
                        comparison.figures(each, entrant, measure.figure()).median()));
                bars.add(new Bar(name(entrant), speed, value + " " + measure.heading()));
            }
        }
        return new Group(each.label(), bars);
    }

    private static boolean has(List<Group> groups, String series) {
        return groups.stream()
                .flatMap(group -> group.bars().stream())
                .anyMatch(bar -> bar.series().equals(series));
    }

    /** One colour an engine, and two for Weir, whose tasks are compared with each other. */
    private static String name(Entrant entrant) {
        return entrant.kind() == Kind.WEIR ? entrant.label() : entrant.kind().label();
    }
}
