package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * All that was measured, case by case. Ratios are taken within a round, and then their median: what changes on a machine from round to round is no difference
 * between programs. Of another engine that failed in any round of a case there is nothing: what is left would be its better half.
 *
 * <p>Threading: Immutable.
 *
 * @param runs all, those that failed and so measured nothing too
 */
record Comparison(Map<BenchCase, List<Run>> runs) {

    /** Who more than this disturbs a run. */
    static final double FOREIGN_CORES_MAX = 0.25;

    Comparison {
        EnumMap<BenchCase, List<Run>> copy = new EnumMap<>(BenchCase.class);
        runs.forEach((each, ofCase) -> copy.put(each, List.copyOf(ofCase)));
        runs = copy;
    }

    List<Run> of(BenchCase each) {
        List<Entrant> failed = failed(each);
        return all(each).stream().filter(run -> !failed.contains(run.entrant())).toList();
    }

    /** Returns who failed in any round. */
    List<Entrant> failed(BenchCase each) {
        return all(each).stream()
                .filter(run -> run.figures().isEmpty())
                .map(Run::entrant)
                .distinct()
                .toList();
    }

    List<Entrant> entrants(BenchCase each) {
        return of(each).stream().map(Run::entrant).distinct().toList();
    }

    /** Returns the loop of a case, or the engine of a kind with as many tasks as {@code entrant} has; empty if it did not run. */
    List<Run> rival(BenchCase each, Entrant entrant, Kind kind) {
        return of(each).stream()
                .filter(run -> kind == Kind.LOOP
                        ? run.entrant().isReference()
                        : run.entrant().equals(new Entrant(kind, entrant.tasks())))
                .toList();
    }

    boolean has(Kind kind) {
        return runs.keySet().stream()
                .flatMap(each -> entrants(each).stream())
                .anyMatch(entrant -> kind == Kind.LOOP ? entrant.isReference() : entrant.kind() == kind);
    }

    List<Run> of(BenchCase each, Entrant entrant) {
        return of(each).stream().filter(run -> run.entrant().equals(entrant)).toList();
    }

    Series figures(BenchCase each, Entrant entrant, Figure figure) {
        return known(of(each, entrant).stream().mapToDouble(run -> run.figure(figure)));
    }

    /** Returns a figure of the runs in which another one is large enough for it to say something. */
    Series figures(BenchCase each, Entrant entrant, Figure figure, Figure basis, double basisMin) {
        return known(of(each, entrant).stream()
                .filter(run -> run.figure(basis) >= basisMin)
                .mapToDouble(run -> run.figure(figure)));
    }

    /** Divides a figure of an entrant by a rival's, round by round. A round that the rival sits out has no quotient. */
    Series quotients(BenchCase each, Entrant entrant, List<Run> rival, Figure figure) {
        return known(
                of(each, entrant).stream().mapToDouble(run -> run.figure(figure) / in(run.round(), rival, figure)));
    }

    /** Returns whether other programs used so much of the machine in a run of an entrant that it shows the order of size and no more. */
    boolean isDisturbed(BenchCase each, Entrant entrant) {
        return foreignCores(each, entrant) > FOREIGN_CORES_MAX;
    }

    /** Returns the most processors that other programs used during a run of an entrant; NaN where that is not known. */
    private double foreignCores(BenchCase each, Entrant entrant) {
        return figures(each, entrant, Figure.FOREIGN_CORES).max();
    }

    private List<Run> all(BenchCase each) {
        return runs.getOrDefault(each, List.of());
    }

    private static double in(int round, List<Run> runs, Figure figure) {
        return runs.stream()
                .filter(run -> run.round() == round)
                .findFirst()
                .map(run -> run.figure(figure))
                .orElse(Double.NaN);
    }

    private static Series known(DoubleStream values) {
        return new Series(values.filter(value -> !Double.isNaN(value)).toArray());
    }
}
