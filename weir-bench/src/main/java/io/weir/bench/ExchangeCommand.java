package io.weir.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a machine makes of several threads by hand that exchange records as tasks do: beside it a job with several tasks can be judged. */
@Command(
        name = "exchange",
        description =
                "W2 by hand in one thread and in several, which hand each other records in batches: no engine, no checkpoints.",
        mixinStandardHelpOptions = true)
final class ExchangeCommand implements Callable<Integer> {

    @Option(names = "--keys", paramLabel = "N", description = "How many keys (default: ${DEFAULT-VALUE}).")
    private long keys = 1_000;

    @Option(
            names = "--threads",
            paramLabel = "N[,N...]",
            split = ",",
            description = "How many threads; several are compared with the first (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each runs, in turns; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "For how many seconds each is measured, after as long a warm-up (default: ${DEFAULT-VALUE}).")
    private int seconds = 3;

    @Override
    public Integer call() throws Exception {
        Bench.printMachine();
        Measurement measurement = new Measurement(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds));
        Map<Integer, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (int count : threads) {
                Map<Figure, Double> figures = measurement.of(new HandExchange(new Generator(keys), count));
                double rate = figures.getOrDefault(Figure.RATE, Double.NaN);
                rates.computeIfAbsent(count, unused -> new ArrayList<>()).add(rate);
                System.out.printf(
                        Locale.ROOT,
                        "  round %d  %d threads: %.1f M records/s, %.1f ns of processor time a record%n",
                        round,
                        count,
                        rate / 1e6,
                        figures.getOrDefault(Figure.CPU_NANOS, Double.NaN));
            }
        }
        double first = median(rates.getOrDefault(threads.get(0), List.of(Double.NaN)));
        rates.forEach((count, values) -> System.out.printf(
                Locale.ROOT,
                "%d threads: %.1f M records/s, %.2f of %d%n",
                count,
                median(values) / 1e6,
                median(values) / first,
                threads.get(0)));
        return CommandLine.ExitCode.OK;
    }

    private static double median(List<Double> values) {
        return new Series(values.stream().mapToDouble(Double::doubleValue).toArray()).median();
    }
}
