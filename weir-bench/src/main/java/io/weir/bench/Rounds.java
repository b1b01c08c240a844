package io.weir.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Runs contenders in turns, A B A B, so that what changes on the machine meanwhile meets all of them.
 *
 * <p>Threading: confined to one thread.
 */
final class Rounds {

    private final RunOptions options;
    private final Set<Entrant> givenUp = new HashSet<>();

    Rounds(RunOptions options) {
        this.options = options;
    }

    /** One run of a contender. */
    @FunctionalInterface
    interface Once {
        Map<Figure, Double> run(Entrant entrant) throws Exception;
    }

    List<Run> run(List<Entrant> entrants, Once once) throws Exception {
        List<Run> runs = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Entrant entrant : entrants) {
                if (!entrant.kind().isPeer() || round <= options.peerRounds()) {
                    runs.add(new Run(entrant, round, attempt(entrant, round, once)));
                }
            }
        }
        return runs;
    }

    /** Another engine that cannot do the work is a result too: it measures nothing, and is not asked again. */
    private Map<Figure, Double> attempt(Entrant entrant, int round, Once once) throws Exception {
        if (givenUp.contains(entrant)) {
            return Map.of();
        }
        Map<Figure, Double> figures =
                Peers.tolerate(entrant, () -> undisturbed(entrant.label(), round, () -> once.run(entrant)));
        if (figures.isEmpty()) {
            givenUp.add(entrant);
        }
        return figures;
    }

    /** Runs until nobody else used the machine much, or the patience is at an end: then the quietest run counts. */
    Map<Figure, Double> undisturbed(String label, int round, Callable<Map<Figure, Double>> once) throws Exception {
        Map<Figure, Double> best = quietly(once);
        log(label, round, best);
        for (int retry = 0; retry < options.retriesMax() && foreign(best) > options.foreignCoresMax(); retry++) {
            Map<Figure, Double> again = quietly(once);
            log(label, round, again);
            if (foreign(again) < foreign(best)) {
                best = again;
            }
        }
        return best;
    }

    private Map<Figure, Double> quietly(Callable<Map<Figure, Double>> once) throws Exception {
        Usage.awaitIdle(options.foreignCoresMax(), options.patience());
        return once.call();
    }

    /** Not a number where it is not known, which is more than nothing. */
    private static double foreign(Map<Figure, Double> figures) {
        return figures.getOrDefault(Figure.FOREIGN_CORES, Double.NaN);
    }

    private static void log(String label, int round, Map<Figure, Double> figures) {
        StringBuilder text = new StringBuilder();
        figures.forEach((figure, value) -> text.append(String.format(Locale.ROOT, "  %s=%.4g", figure, value)));
        System.out.println("  round " + round + "  " + label + text);
    }
}
