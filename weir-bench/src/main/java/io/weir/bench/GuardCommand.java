package io.weir.bench;

import io.weir.bench.guard.Judgement;
import io.weir.bench.guard.Judgement.Verdict;
import io.weir.bench.guard.Machine;
import io.weir.bench.guard.RecordedRatios;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The guard: small pipelines beside the loop in one JVM, and their ratios beside those that were recorded. */
@Command(
        name = "guard",
        description = {
            "Fails if a small pipeline has become far slower or faster than it was, as a multiple of the loop by hand.",
            "",
            "Loop and Weir run in turns in this JVM, a few seconds each. What was recorded is in weir-bench/guard.properties."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:no ratio is far from its record", "1:one is far below or far above, or has no record"})
final class GuardCommand implements Callable<Integer> {

    @Option(
            names = "--recorded",
            paramLabel = "FILE",
            description = "What was recorded (default: guard.properties beside weir-bench/run).")
    private Path recorded = Path.of(System.getProperty("weir.bench.home", "weir-bench"), "guard.properties");

    @Option(names = "--record", description = "Record what is measured now, in place of what was recorded.")
    private boolean record;

    @Option(
            names = "--part",
            paramLabel = "PART",
            description = "The part of a recorded ratio that must be reached (default: ${DEFAULT-VALUE}).")
    private double partMin = 0.6;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often loop and Weir run, in turns; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "For how many seconds each is measured, after half of that as warm-up (default: ${DEFAULT-VALUE}).")
    private int seconds = 2;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where journals are kept, to be deleted afterwards (default: that of temporary files).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Override
    public Integer call() throws Exception {
        Bench.printMachine();
        Measurement measurement = new Measurement(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
        Map<String, Double> ratios = new GuardBench(measurement, rounds, directory).ratios();
        if (record) {
            new RecordedRatios(Machine.here(), ratios).write(recorded);
            System.out.println("recorded in " + recorded + ": " + ratios);
            return CommandLine.ExitCode.OK;
        }
        return judge(new Judgement(RecordedRatios.read(recorded), partMin), ratios);
    }

    private int judge(Judgement judgement, Map<String, Double> ratios) throws IOException {
        Machine then = judgement.recorded().machine();
        if (!then.equals(Machine.here())) {
            System.out.println("Recorded on another machine: " + then + ", and this is " + Machine.here()
                    + ". Ratios carry over only roughly.");
        }
        boolean failed = false;
        for (Map.Entry<String, Verdict> each : judgement.of(ratios).entrySet()) {
            System.out.println(
                    judgement.line(each.getKey(), ratios.getOrDefault(each.getKey(), Double.NaN), each.getValue()));
            failed |= each.getValue().isFailure();
        }
        if (failed) {
            System.out.println("Run it again on an idle machine. If a ratio stays low, something has become slower: the"
                    + " commits since the last record say what. If that is meant, or a ratio stays far above, or the"
                    + " machine is another one, record anew and commit the file: weir-bench/run guard --record");
        }
        return failed ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
}
