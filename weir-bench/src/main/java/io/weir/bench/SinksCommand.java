package io.weir.bench;

import io.weir.bench.SinkContender.Road;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generate, write: each sink beside a writer by hand that guarantees nothing, with the same server and the same records. */
@Command(
        name = "sinks",
        description = "Each sink beside a plain batch writer with no guarantee.",
        mixinStandardHelpOptions = true)
final class SinksCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--targets",
            paramLabel = "TARGET",
            split = ",",
            description = "What to write to, of ${COMPLETION-CANDIDATES} (default: all).")
    private List<SinkTarget> targets = List.of(SinkTarget.values());

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description =
                    "Multiplies the numbers of records, which make a run of some seconds (default: ${DEFAULT-VALUE}).")
    private double scale = 1;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "The heap of each contender's JVM (default: ${DEFAULT-VALUE}).")
    private String heap = "2g";

    @Override
    public Integer call() throws Exception {
        Bench.printMachine();
        List<SinkRun> runs = new ArrayList<>();
        for (SinkTarget target : targets) {
            compare(target, runs);
        }
        SinkReport report = new SinkReport(runs);
        report.print();
        Path json = options.json();
        if (json != null) {
            report.append(json);
        }
        return 0;
    }

    private void compare(SinkTarget target, List<SinkRun> runs) throws Exception {
        long records = (long) (target.records() * scale);
        System.out.println(target.label() + ": " + records + " records");
        Rounds rounds = new Rounds(options);
        try (WorkDirectory directory = WorkDirectory.in(options.directory());
                SinkServer server = SinkServer.start(target.server(), directory.path())) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (SinkContender contender : contenders(target)) {
                    runs.add(new SinkRun(
                            target,
                            contender,
                            round,
                            rounds.undisturbed(
                                    contender.label(), round, () -> once(target, contender, records, server))));
                }
            }
        }
    }

    private Map<Figure, Double> once(SinkTarget target, SinkContender contender, long records, SinkServer server)
            throws Exception {
        // The heap is touched before the run: on a virtual machine the first touch can take longer than the run.
        List<String> jvmFlags = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch"));
        jvmFlags.addAll(options.jvmFlags());
        try (WorkDirectory directory = WorkDirectory.in(options.directory());
                ChildJvm child = ChildJvm.start(
                        jvmFlags,
                        SinkChild.arguments(target, contender, records, options.warmup(), server, directory.path()))) {
            return child.figures();
        }
    }

    private List<SinkContender> contenders(SinkTarget target) {
        List<SinkContender> contenders = new ArrayList<>(List.of(SinkContender.LOOP));
        List<Road> roads = target.canPrepare() ? List.of(Road.WEIR, Road.WEIR_PREPARED) : List.of(Road.WEIR);
        for (Road road : roads) {
            for (int tasks : options.tasks(1)) {
                for (Duration interval : options.intervals(Duration.ofMillis(100), Duration.ofSeconds(1))) {
                    contenders.add(new SinkContender(road, tasks, interval));
                }
            }
        }
        return contenders;
    }
}
