package io.weir.bench;

import io.weir.bench.CountChild.End;
import io.weir.bench.Report.Column;
import io.weir.bench.Report.Ratio;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Measures W5: how long after a record was due its result is seen by a {@code read_committed} consumer, at a steady rate.
 *
 * <p>Each program runs alone, between topics of its own: it is started, gets records for the warm-up, is measured, and stopped. Programs that wait for their
 * turn would disturb the others, since checkpoints go on without records.
 *
 * <p>Threading: confined to one thread.
 */
final class LatencyBench {

    private static final List<Ratio> RATIOS = List.of(
            new Ratio(Figure.LATENCY_P50, "p50", Ratio.Scope.FIRST_LOOP),
            new Ratio(Figure.LATENCY_P99, "p99", Ratio.Scope.FIRST_LOOP));

    private static final List<Column> COLUMNS = List.of(
            new Column(Figure.LATENCY_P50, "p50, ms", 1, 1),
            new Column(Figure.LATENCY_P99, "p99, ms", 1, 1),
            new Column(Figure.LATENCY_P999, "p99.9, ms", 1, 1),
            new Column(Figure.LATENCY_MAX, "max, ms", 1, 1),
            new Column(Figure.MEDIAN_WINDOW_P50, "median window p50", 1, 1),
            new Column(Figure.WORST_WINDOW_P50, "worst window p50", 1, 1),
            new Column(Figure.UNSTABLE_WINDOWS, "windows above twice", 1, 0),
            new Column(Figure.MEDIAN_WINDOW_P99, "median window p99", 1, 1),
            new Column(Figure.WORST_WINDOW_P99, "worst window p99", 1, 1),
            new Column(Figure.CORES, "cores", 1, 2),
            new Column(Figure.BROKER_CORES, "broker cores", 1, 2),
            new Column(Figure.FOREIGN_CORES, "foreign cores", 1, 2),
            new Column(Figure.MISPLACED, "misplaced", 1, 0));

    private static final Duration WINDOW = Duration.ofSeconds(5);

    /** So much of the input is sent, and awaited, before the warm-up. */
    private static final Duration FIRST_RESULTS = Duration.ofSeconds(1);

    /** Beyond any interval: what has not come by then does not come. */
    private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(60);

    private final KafkaRig rig;
    private final RunOptions options;
    private final Generator generator;
    private final long ratePerSecond;
    private final Duration turn;
    private int contestCount;
    private boolean isBrokerWarm;

    LatencyBench(KafkaRig rig, RunOptions options, Generator generator, long ratePerSecond, Duration turn) {
        this.rig = rig;
        this.options = options;
        this.generator = generator;
        this.ratePerSecond = ratePerSecond;
        this.turn = turn;
    }

    void compare(List<Entrant> entrants, Duration interval) throws Exception {
        String title = "W5, " + ratePerSecond + " records/s for " + Durations.text(turn) + ", interval "
                + Durations.text(interval);
        System.out.println(title);
        if (!isBrokerWarm) {
            warmBroker(entrants, interval);
        }
        List<Run> runs = runs(entrants, entrant -> interval);
        Report report = new Report(title, COLUMNS, RATIOS);
        report.print(runs);
        Path json = options.json();
        if (json != null) {
            report.append(json, runs);
        }
    }

    /** @param intervals of each, which may differ */
    List<Run> runs(List<Entrant> entrants, Function<Entrant, Duration> intervals) throws Exception {
        try (InputProducer producer = new InputProducer(rig.bootstrapServers(), generator, 0)) {
            return new Rounds(options).run(entrants, entrant -> once(producer, entrant, intervals.apply(entrant)));
        }
    }

    /** A broker that was started moments ago is slow, whoever works with it: loops and Weir work with it for a warm-up each, and nobody looks. */
    void warmBroker(List<Entrant> entrants, Duration interval) throws Exception {
        isBrokerWarm = true;
        boolean onlyPeers = entrants.stream().allMatch(entrant -> entrant.kind().isPeer());
        try (InputProducer producer = new InputProducer(rig.bootstrapServers(), generator, 0)) {
            for (Entrant entrant : entrants) {
                if (!entrant.kind().isPeer() || onlyPeers) {
                    warm(producer, entrant, interval);
                }
            }
        }
    }

    private void warm(InputProducer producer, Entrant entrant, Duration interval) throws Exception {
        try (Contest contest = new Contest(entrant, interval)) {
            contest.warmUp(producer);
            contest.finish();
        }
    }

    private Map<Figure, Double> once(InputProducer producer, Entrant entrant, Duration interval) throws Exception {
        try (Contest contest = new Contest(entrant, interval)) {
            contest.warmUp(producer);
            Map<Figure, Double> figures = contest.turn(producer, turn);
            contest.finish();
            contest.watch.windowLines().forEach(line -> System.out.println("    " + line));
            return figures;
        }
    }

    /** A program, its topics, and who reads its results. */
    private final class Contest implements AutoCloseable {

        private final String input;
        private final String output;
        private final WorkDirectory directory;
        private final ChildJvm child;
        private final LatencyWatch watch;
        private long sentCount;

        Contest(Entrant entrant, Duration interval) throws Exception {
            int number = contestCount++;
            this.input = "in-" + number;
            this.output = "out-" + number;
            rig.topics().create(input);
            rig.topics().create(output);
            this.directory = rig.runDirectory();
            this.child = rig.program(
                    entrant,
                    new CountSettings(rig.bootstrapServers(), input, output, generator.keys(), interval),
                    End.WHEN_TOLD,
                    directory);
            child.tell(CountChild.GO);
            this.watch = new LatencyWatch(rig.bootstrapServers(), output, generator.keys(), WINDOW);
            watch.start();
        }

        /** Begins with results: how long a program takes to start is no part of its warm-up. */
        void warmUp(InputProducer producer) throws Exception {
            turn(producer, FIRST_RESULTS);
            turn(producer, options.warmup());
        }

        Map<Figure, Double> turn(InputProducer producer, Duration duration) throws Exception {
            List<ProcessHandle> all = ChildJvm.familyOfParent();
            Usage allBefore = Usage.of(all);
            Usage childBefore = Usage.of(List.of(child.handle()));
            Usage brokerBefore = Usage.of(List.of(rig.brokerProcess()));
            long count = duration.toMillis() * ratePerSecond / 1_000;
            long startNanos = System.nanoTime();
            watch.beginTurn(startNanos);
            producer.sendEvenly(input, sentCount, count, ratePerSecond, startNanos);
            sentCount += count;
            watch.awaitTotal(sentCount, RESULT_TIMEOUT);
            Usage childAfter = Usage.of(List.of(child.handle()));
            Usage brokerAfter = Usage.of(List.of(rig.brokerProcess()));
            Map<Figure, Double> figures = new EnumMap<>(watch.figures());
            figures.put(Figure.TURN_SECONDS, duration.toMillis() / 1e3);
            figures.put(Figure.CPU_NANOS, childBefore.ownSeconds(childAfter) * 1e9 / count);
            figures.put(Figure.CORES, childBefore.ownSeconds(childAfter) / childBefore.seconds(childAfter));
            figures.put(Figure.BROKER_CORES, brokerBefore.ownSeconds(brokerAfter) / brokerBefore.seconds(brokerAfter));
            figures.put(Figure.FOREIGN_CORES, allBefore.foreignCores(Usage.of(all)));
            return figures;
        }

        /** Stops the program, and checks that it did all its work. */
        void finish() throws Exception {
            child.tell(CountChild.STOP);
            child.figures();
            watch.requireAll(generator, sentCount);
        }

        @Override
        public void close() throws IOException, ExecutionException {
            child.close();
            try (directory) {
                watch.close();
                rig.topics().delete(input);
                rig.topics().delete(output);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
