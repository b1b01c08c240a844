package io.weir.bench;

import io.weir.bench.CountChild.End;
import io.weir.bench.Report.Column;
import io.weir.bench.Report.Ratio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures W4: how fast what stands in a topic is counted into another, until all of it can be seen by a {@code read_committed} consumer.
 *
 * <p>What can be seen is told by the broker's last stable offset; a consumer that reads along would take a part of the cores that differs from run to run.
 * Afterwards one reads everything and checks it.
 *
 * <p>Threading: confined to one thread.
 */
final class ThroughputBench {

    private static final List<Ratio> RATIOS = List.of(
            new Ratio(Figure.RATE, "warm rate", Ratio.Scope.FIRST_LOOP),
            new Ratio(Figure.RATE_FROM_START, "rate from start", Ratio.Scope.FIRST_LOOP));

    private static final List<Column> COLUMNS = List.of(
            new Column(Figure.RATE, "k records/s, warm", 1e3, 1),
            new Column(Figure.RATE_FROM_START, "from start", 1e3, 1),
            new Column(Figure.FIRST_RESULT, "go to first committed, s", 1, 2),
            new Column(Figure.CPU_NANOS, "ns CPU a record", 1, 0),
            new Column(Figure.CORES, "cores", 1, 2),
            new Column(Figure.BROKER_CORES, "broker cores", 1, 2),
            new Column(Figure.FOREIGN_CORES, "foreign cores", 1, 2),
            new Column(Figure.MISPLACED, "misplaced", 1, 0));

    private static final long LOOK_MILLIS = 10;
    private static final String INPUT = "input";

    /** Beyond any start and any interval. */
    private static final Duration STALL_MAX = Duration.ofMinutes(2);

    /** Part of the records after which a program counts as warm. */
    private static final double WARM_AFTER = 0.4;

    private final KafkaRig rig;
    private final RunOptions options;
    private final Generator generator;
    private final long recordCount;
    private int runCount;

    ThroughputBench(KafkaRig rig, RunOptions options, Generator generator, long recordCount) {
        this.rig = rig;
        this.options = options;
        this.generator = generator;
        this.recordCount = recordCount;
    }

    /** Produces the input, which all runs read, and warms the broker with a run of each. */
    void prepare(List<Entrant> entrants, Duration interval) throws Exception {
        rig.topics().create(INPUT);
        try (InputProducer producer = new InputProducer(rig.bootstrapServers(), generator, 5)) {
            producer.send(INPUT, recordCount);
        }
        for (Entrant entrant : entrants) {
            Peers.tolerate(entrant, () -> once(entrant, interval));
        }
    }

    void compare(List<Entrant> entrants, Duration interval) throws Exception {
        String title =
                "W4, " + recordCount + " records, " + generator.keys() + " keys, interval " + Durations.text(interval);
        System.out.println(title);
        List<Run> runs = runs(entrants, interval);
        Report report = new Report(title, COLUMNS, RATIOS);
        report.print(runs);
        Path json = options.json();
        if (json != null) {
            report.append(json, runs);
        }
    }

    List<Run> runs(List<Entrant> entrants, Duration interval) throws Exception {
        return new Rounds(options).run(entrants, entrant -> once(entrant, interval));
    }

    private Map<Figure, Double> once(Entrant entrant, Duration interval) throws Exception {
        String output = "output-" + runCount++;
        rig.topics().create(output);
        CountSettings settings = new CountSettings(rig.bootstrapServers(), INPUT, output, generator.keys(), interval);
        Map<Figure, Double> figures;
        try (WorkDirectory directory = rig.runDirectory();
                ChildJvm child = rig.program(entrant, settings, End.WITH_INPUT, directory)) {
            figures = watch(child, output);
        }
        figures.put(Figure.MISPLACED, (double) check(output));
        rig.topics().delete(output);
        return figures;
    }

    private Map<Figure, Double> watch(ChildJvm child, String output) throws Exception {
        List<ProcessHandle> processes = ChildJvm.familyOfParent();
        Usage allBefore = Usage.of(processes);
        Usage brokerBefore = Usage.of(List.of(rig.brokerProcess()));
        Usage childBefore = Usage.of(List.of(child.handle()));
        Usage childAfter = childBefore;
        Usage allAfter = allBefore;
        child.tell(CountChild.GO);
        Marks marks = new Marks();
        long firstNanos = 0;
        long lastNanos = allBefore.atNanos();
        long seen = 0;
        boolean running = true;
        while (running) {
            running = child.isAlive();
            long end = rig.topics().committedEnd(output);
            if (end > seen) {
                seen = end;
                lastNanos = System.nanoTime();
                marks.add(lastNanos, end);
                firstNanos = firstNanos == 0 ? lastNanos : firstNanos;
            }
            requireProgress(output, seen, lastNanos);
            if (running) {
                // Of a process that has ended no usage is known.
                childAfter = later(childAfter, Usage.of(List.of(child.handle())));
                allAfter = later(allAfter, Usage.of(processes));
                Thread.sleep(LOOK_MILLIS);
            }
        }
        Usage brokerAfter = Usage.of(List.of(rig.brokerProcess()));
        child.figures();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        double seconds = (marks.lastNanos() - allBefore.atNanos()) / 1e9;
        figures.put(Figure.RATE, marks.rateAfter((long) (recordCount * WARM_AFTER)));
        figures.put(Figure.RATE_FROM_START, recordCount / seconds);
        figures.put(Figure.FIRST_RESULT, (firstNanos - allBefore.atNanos()) / 1e9);
        figures.put(Figure.CPU_NANOS, childBefore.ownSeconds(childAfter) * 1e9 / recordCount);
        figures.put(Figure.CORES, childBefore.ownSeconds(childAfter) / childBefore.seconds(childAfter));
        figures.put(Figure.BROKER_CORES, brokerBefore.ownSeconds(brokerAfter) / brokerBefore.seconds(brokerAfter));
        figures.put(Figure.FOREIGN_CORES, allBefore.foreignCores(allAfter));
        return figures;
    }

    /** A program that neither goes on nor ends would be waited for without end. */
    private void requireProgress(String output, long seen, long lastNanos) {
        if (System.nanoTime() - lastNanos > STALL_MAX.toNanos()) {
            throw new IllegalStateException("nothing was committed for " + Durations.text(STALL_MAX) + ": topic="
                    + output + ", committed up to=" + seen + ", records=" + recordCount);
        }
    }

    private static Usage later(Usage known, Usage now) {
        return now.ownNanos() >= known.ownNanos() ? now : known;
    }

    /** Returns how many results were misplaced; throws if any is missing or too many. */
    private long check(String output) {
        CountChecker checker = new CountChecker(generator.keys());
        try (OutputReader reader = new OutputReader(rig.bootstrapServers(), output)) {
            reader.readAll((count, seenNanos) -> checker.add(count));
        }
        checker.requireAll(generator, recordCount);
        return checker.misplacedCount();
    }
}
