package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures small pipelines beside the loop by hand: in this JVM, in turns. Here the JIT may remove the objects of both.
 *
 * <p>Threading: confined to one thread.
 */
final class GuardBench {

    /** Short, so that the measured time has many of them: their positions are what is measured. */
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Measurement measurement;
    private final int rounds;
    private final Path directory;

    /** What is looked after. */
    private enum Pipelines {
        W1(ChainWorkload.W1, 1_000, "w1"),
        W2_FEW(ChainWorkload.W2, 1_000, "w2-1000-keys"),
        W2_MANY(ChainWorkload.W2, 1_000_000, "w2-1000000-keys"),
        W3(ChainWorkload.W3, 1_000, "w3-1000-keys");

        private final ChainWorkload workload;
        private final long keys;
        private final String label;

        Pipelines(ChainWorkload workload, long keys, String label) {
            this.workload = workload;
            this.keys = keys;
            this.label = label;
        }
    }

    GuardBench(Measurement measurement, int rounds, Path directory) {
        this.measurement = measurement;
        this.rounds = rounds;
        this.directory = directory;
    }

    /** Returns the rate of Weir with one task as a multiple of the loop's, by the name of the pipeline: the median of the rounds. */
    Map<String, Double> ratios() throws Exception {
        Map<Pipelines, List<Double>> quotients = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Pipelines each : Pipelines.values()) {
                double loop = rate(each, Kind.LOOP_FREE);
                double weir = rate(each, Kind.WEIR);
                quotients.computeIfAbsent(each, unused -> new ArrayList<>()).add(weir / loop);
                System.out.printf(
                        Locale.ROOT,
                        "  round %d  %s  loop %.1f M/s, Weir %.1f M/s: %.2f%n",
                        round,
                        each.label,
                        loop / 1e6,
                        weir / 1e6,
                        weir / loop);
            }
        }
        Map<String, Double> ratios = new LinkedHashMap<>();
        quotients.forEach((each, values) -> ratios.put(
                each.label,
                new Series(values.stream().mapToDouble(Double::doubleValue).toArray()).median()));
        return ratios;
    }

    private double rate(Pipelines each, Kind kind) throws Exception {
        try (WorkDirectory run = WorkDirectory.in(directory)) {
            ChainSettings settings = new ChainSettings(each.workload, 1, each.keys, INTERVAL, run.path());
            return measurement.of(ChainChild.workload(kind, settings)).getOrDefault(Figure.RATE, Double.NaN);
        }
    }
}
