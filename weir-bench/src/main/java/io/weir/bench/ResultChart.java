package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.Measure.Direction;
import io.weir.bench.chart.BarChart;
import io.weir.bench.chart.BarChart.Bar;
import io.weir.bench.chart.BarChart.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast everybody was, as bars: a group a case, its first figure, all on the number of tasks that its first engine has. Of times the inverse is shown, so that
 * longer is always better. Each group has its own scale.
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
            if (!series.contains(kind.label()) && has(groups, kind.label())) {
                series.add(kind.label());
            }
        }
        return new BarChart(
                "Speed (each workload on its own scale, and on the same number of tasks; longer is better)",
                notes,
                series,
                groups);
    }

    private Group group(BenchCase each) {
        Measure measure = each.measures().get(0);
        int tasks = comparison.entrants(each).stream()
                .filter(entrant -> !entrant.isLoop())
                .mapToInt(Entrant::tasks)
                .findFirst()
                .orElse(1);
        List<Bar> bars = new ArrayList<>();
        if (comparison.rival(each, Entrant.weir(tasks), Kind.LOOP).isEmpty()) {
            return new Group(each.label(), bars);
        }
        for (Entrant entrant : comparison.entrants(each)) {
            double median = comparison.figures(each, entrant, measure.figure()).median();
            double speed = measure.direction() == Direction.LESS_IS_BETTER ? 1 / median : median;
            if ((entrant.isLoop() || entrant.tasks() == tasks) && speed > 0 && Double.isFinite(speed)) {
                String value = measure.text(new Series(median));
                bars.add(new Bar(entrant.kind().label(), speed, value + " " + measure.heading()));
            }
        }
        return new Group(each.label() + (tasks == 1 ? ", 1 task" : ", " + tasks + " tasks"), bars);
    }

    private static boolean has(List<Group> groups, String series) {
        return groups.stream()
                .flatMap(group -> group.bars().stream())
                .anyMatch(bar -> bar.series().equals(series));
    }
}
