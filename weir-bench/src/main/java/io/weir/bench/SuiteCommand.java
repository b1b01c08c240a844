package io.weir.bench;

import io.weir.bench.chart.SvgWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything in one run: what {@code ./weir bench} does. */
@Command(
        name = "all",
        customSynopsis = {"./weir bench [OPTIONS]", "weir-bench/run all [OPTIONS]"},
        description = {
            "Compares Weir with loops by hand and with other engines: W1 to W5, the time to the first result, pauses and recovery.",
            "",
            "Prints a table of medians and ratios and a table of the goals, and writes all runs as JSON and a chart as SVG. Takes about half an hour with all"
                    + " engines, or a few minutes with --quick. ./weir bench brings Flink, Hazelcast Jet and Kafka Streams, which Maven gets the first time;"
                    + " PEERS=flink,jet chooses among them, and an empty PEERS leaves them out. Needs 16 GiB of memory. See docs/performance.md."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all of Weir and the loop was measured, and their results were right; whether goals are met does not matter, and another"
                    + " engine that fails is listed and has no figures",
            "1:a case failed, or Weir or the loop had a wrong result",
            "2:the command line is wrong"
        })
final class SuiteCommand implements Callable<Integer> {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private SuiteOptions settings = new SuiteOptions();

    @Override
    public Integer call() throws Exception {
        if (!settings.unknown().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--only: there is no " + settings.unknown().get(0) + "; there are "
                            + String.join(", ", BenchCase.workloads()));
        }
        if (settings.isTooShort()) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds: at least 3, for the checkpoints that it takes");
        }
        String name = "bench-" + LocalDateTime.now(ZoneOffset.UTC).format(STAMP);
        // Before anything is measured: a result that cannot be written would be lost.
        Path json = writable(settings.json(name));
        Path chart = writable(settings.chart(name));
        Bench.printMachine();
        System.out.println(whoRuns());
        long startNanos = System.nanoTime();
        try (Suite suite = new Suite(settings)) {
            for (BenchCase each : BenchCase.values()) {
                if (settings.has(each)) {
                    suite.measure(each);
                }
            }
            Comparison comparison = suite.comparison();
            tell(comparison);
            Map<String, String> conditions = conditions();
            conditions.put("took", (System.nanoTime() - startNanos) / 1_000_000_000 + " s");
            new ResultJson(conditions, comparison, Goals.all()).write(json);
            Files.writeString(chart, SvgWriter.write(new ResultChart(comparison, notes()).chart()));
            System.out.println("all runs: " + json + ", chart: " + chart);
            System.out.println((System.nanoTime() - startNanos) / 1_000_000_000 + " s in all");
            suite.failed().forEach(each -> System.out.println("FAILED, see above: " + each.label()));
            return suite.failed().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private void tell(Comparison comparison) {
        System.out.println();
        System.out.println(MachineFacts.text());
        EngineSettings.seen().forEach(line -> System.out.println("- " + line));
        if (settings.isQuick()) {
            System.out.println("One short round each (--quick): this shows the order of size and no more.");
        }
        System.out.println(whoRuns());
        new ResultTable(comparison).print();
        new GoalTable(Goals.all(), comparison).print();
    }

    private String whoRuns() {
        List<String> names = new ArrayList<>(List.of("the loop", "Weir"));
        Peers.present().forEach(kind -> names.add(kind.label()));
        return String.join(", ", names) + "; rounds: " + settings.rounds() + ", of other engines: "
                + settings.peerRounds() + "; each run in a JVM of its own, with "
                + Durations.text(settings.measured()) + " measured after " + Durations.text(settings.warmup())
                + " of warm-up from the first result on (W5: " + Durations.text(settings.latencyTurn()) + " after "
                + Durations.text(settings.latencyOptions().warmup()) + ")";
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>(MachineFacts.all());
        conditions.put("rounds", whoRuns());
        conditions.put("quick", Boolean.toString(settings.isQuick()));
        conditions.put("date, UTC", LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
        conditions.put("settings", String.join("; ", EngineSettings.seen()));
        return conditions;
    }

    private List<String> notes() {
        Stream<String> quick =
                settings.isQuick() ? Stream.of("One short round: the order of size and no more.") : Stream.of();
        return Stream.concat(
                        Stream.of(MachineFacts.text(), "Exactly once, medians. Of times (W5) the inverse is shown."),
                        quick)
                .toList();
    }

    private static Path writable(Path file) throws Exception {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return file;
    }
}
