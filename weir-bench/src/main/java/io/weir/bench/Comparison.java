package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * All that was measured, case by case. Ratios are taken within a round, and then their median: what changes on a machine from round to round is no difference
 * between programs.
 *
 * <p>Threading: Immutable.
 *
 * @param runs without those that measured nothing
 */
record Comparison(Map<BenchCase, List<Run>> runs) {

    Comparison {
        EnumMap<BenchCase, List<Run>> copy = new EnumMap<>(BenchCase.class);
        runs.forEach((each, ofCase) -> copy.put(
                each, ofCase.stream().filter(run -> !run.figures().isEmpty()).toList()));
        runs = copy;
    }

    List<Run> of(BenchCase each) {
        return runs.getOrDefault(each, List.of());
    }

    List<Entrant> entrants(BenchCase each) {
        return of(each).stream().map(Run::entrant).distinct().toList();
    }

    /** Returns the loop of a case, or the engine of a kind with the fewest tasks; empty if it did not run. */
    List<Run> rival(BenchCase each, Kind kind) {
        return entrants(each).stream()
                .filter(entrant -> kind == Kind.LOOP ? entrant.isReference() : entrant.kind() == kind)
                .findFirst()
                .map(entrant -> of(each, entrant))
                .orElse(List.of());
    }

    List<Run> of(BenchCase each, Entrant entrant) {
        return of(each).stream().filter(run -> run.entrant().equals(entrant)).toList();
    }

    Series figures(BenchCase each, Entrant entrant, Figure figure) {
        return known(of(each, entrant).stream().mapToDouble(run -> run.figure(figure)));
    }

    /** Divides a figure of an entrant by a rival's, round by round. A rival that sits a round out is taken as it was in the round before. */
    Series quotients(BenchCase each, Entrant entrant, List<Run> rival, Figure figure) {
        return known(
                of(each, entrant).stream().mapToDouble(run -> run.figure(figure) / in(run.round(), rival, figure)));
    }

    /** Divides a figure by another one of the same run. */
    Series shares(BenchCase each, Entrant entrant, Figure figure, Figure divisor) {
        return known(of(each, entrant).stream().mapToDouble(run -> run.figure(figure) / run.figure(divisor)));
    }

    /** Returns the most processors that other programs used during a run of an entrant; NaN where that is not known. */
    double foreignCores(BenchCase each, Entrant entrant) {
        return figures(each, entrant, Figure.FOREIGN_CORES).max();
    }

    private static double in(int round, List<Run> runs, Figure figure) {
        return runs.stream()
                .filter(run -> run.round() <= round)
                .reduce((earlier, later) -> later)
                .map(run -> run.figure(figure))
                .orElse(Double.NaN);
    }

    private static Series known(DoubleStream values) {
        return new Series(values.filter(value -> !Double.isNaN(value)).toArray());
    }
}
