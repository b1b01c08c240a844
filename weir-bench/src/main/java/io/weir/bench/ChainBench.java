package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.Report.Column;
import io.weir.bench.Report.Ratio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures W1, W2 or W3: each run in a JVM of its own.
 *
 * <p>Threading: confined to one thread.
 */
final class ChainBench {

    private static final List<Ratio> RATIOS = List.of(
            new Ratio(Figure.RATE, "rate", Ratio.Scope.ALL_LOOPS),
            new Ratio(Figure.CPU_NANOS, "CPU", Ratio.Scope.FIRST_LOOP));

    private static final List<Column> COLUMNS = List.of(
            new Column(Figure.RATE, "M records/s", 1e6, 1),
            new Column(Figure.CPU_NANOS, "ns CPU a record", 1, 1),
            new Column(Figure.PAUSE_P50, "pause p50, ms", 1, 2),
            new Column(Figure.PAUSE_MAX, "pause max, ms", 1, 2),
            new Column(Figure.CHECKPOINTS, "checkpoints/s", 1, 1),
            new Column(Figure.FOREIGN_CORES, "foreign cores", 1, 2));

    private final ChainWorkload workload;
    private final RunOptions options;
    private final Duration measured;
    private final String heap;
    private final List<Kind> contenders;

    /** @param contenders who takes part; empty for all that are there and can */
    ChainBench(ChainWorkload workload, RunOptions options, Duration measured, String heap, List<Kind> contenders) {
        this.workload = workload;
        this.options = options;
        this.measured = measured;
        this.heap = heap;
        this.contenders = contenders;
    }

    /** Compares all contenders for one number of keys and one interval. */
    void compare(long keys, Duration interval) throws Exception {
        String title = workload + ", " + keys + " keys, interval " + Durations.text(interval);
        System.out.println(title + ": heap " + heap + ", " + measured.toSeconds() + " s after "
                + options.warmup().toSeconds() + " s of warm-up");
        List<Run> runs = runs(entrants(), keys, interval);
        Report report = new Report(title, COLUMNS, RATIOS);
        report.print(runs);
        Path json = options.json();
        if (json != null) {
            report.append(json, runs);
        }
    }

    List<Run> runs(List<Entrant> entrants, long keys, Duration interval) throws Exception {
        return new Rounds(options).run(entrants, entrant -> once(entrant, keys, interval));
    }

    private List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>(List.of(Entrant.of(Kind.LOOP), Entrant.of(Kind.LOOP_FREE)));
        if (workload != ChainWorkload.W1) {
            entrants.add(Entrant.of(Kind.LOOP_UNSAVED));
        }
        options.tasks(1, 2).forEach(tasks -> {
            entrants.add(Entrant.weir(tasks));
            for (Kind peer : Peers.present()) {
                if (peer != Kind.KAFKA_STREAMS) {
                    entrants.add(new Entrant(peer, tasks));
                }
            }
        });
        return entrants.stream()
                .filter(entrant -> contenders.isEmpty() || contenders.contains(entrant.kind()))
                .toList();
    }

    private Map<Figure, Double> once(Entrant entrant, long keys, Duration interval) throws Exception {
        // The heap is touched before the run: on a virtual machine the first touch can take longer than the run.
        List<String> jvmFlags = new ArrayList<>(
                List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError"));
        jvmFlags.addAll(entrant.kind().jvmFlags());
        jvmFlags.addAll(options.jvmFlags());
        EngineSettings.noteFlags(entrant.kind(), jvmFlags);
        Measurement measurement = new Measurement(options.warmup(), measured);
        try (WorkDirectory directory = WorkDirectory.in(options.directory());
                ChildJvm child = ChildJvm.start(
                        entrant.kind(),
                        jvmFlags,
                        ChainChild.arguments(workload, entrant, keys, interval, measurement, directory.path()))) {
            return child.figures();
        }
    }
}
