package io.weir.cli.demo;

import io.weir.cli.terminal.Interval;
import io.weir.cli.terminal.Screen;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code weir demo}: the options, and what is said at the end.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Kills a job again and again, and checks that its output is exact.",
            "",
            "Starts a Kafka broker, sends it orders, runs a job that keeps a running total for each customer, kills that job with"
                    + " SIGKILL at random moments, starts it again, and at the end compares every result that a plain"
                    + " read_committed consumer sees with what the orders come to. Then the same in at-least-once mode."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:exactly-once lost, repeated and changed nothing, and at-least-once lost nothing",
            "1:one of them did not hold",
            "2:the command line is wrong",
            "3:the demo could not be carried out; the message says why"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int RECORDS_MIN = 100;
    private static final int RECORDS_MAX = 20_000_000;
    private static final int KILLS_MAX = 1_000;
    private static final int PARALLELISM_MAX = 32;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "150000",
            description = "Orders a mode; ${DEFAULT-VALUE}.")
    private int records;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "5", description = "Kills a mode; ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "both",
            converter = ModeChoice.Converter.class,
            description = "exactly-once, at-least-once or both; ${DEFAULT-VALUE}.")
    private ModeChoice mode = new ModeChoice(List.of());

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides the orders and the moments of the kills; random and printed.")
    private @Nullable Long seed;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Subtasks of each stage of the job; ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "100ms",
            converter = Interval.class,
            description = "From one checkpoint to the next, such as 10ms or 1s; ${DEFAULT-VALUE}.")
    private Duration interval = Duration.ZERO;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "Uses an existing broker instead of starting one. Topics are made for the run and deleted after it.")
    private @Nullable String bootstrap;

    @Option(
            names = "--json",
            description = "Writes the results to standard output as JSON, and all else to standard error.")
    private boolean json;

    @Option(names = "--keep", description = "Keeps the job's checkpoints and log, and says where.")
    private boolean keep;

    @Override
    public Integer call() {
        DemoSettings settings = settings();
        PrintStream out = json ? System.err : System.out;
        Screen screen = Screen.on(out);
        List<RunResult> results = new DemoRun(settings, screen).run();
        ResultTable table = new ResultTable(results);
        screen.line("");
        table.lines().forEach(line -> screen.line("%s", line));
        screen.line("");
        new Closing(settings, results).tell(screen);
        boolean kept = results.stream().allMatch(RunResult::isKept);
        if (json) {
            System.out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(Map.of("seed", settings.seed(), "kept", kept, "modes", table.values())));
        }
        return kept ? 0 : 1;
    }

    DemoSettings settings() {
        require("--records", records, RECORDS_MIN, RECORDS_MAX);
        require("--kills", kills, 0, KILLS_MAX);
        require("--parallelism", parallelism, 1, PARALLELISM_MAX);
        return new DemoSettings(
                records,
                kills,
                mode.modes(),
                seed == null ? new SplittableRandom().nextLong(1_000_000_000) : seed,
                parallelism,
                interval,
                Optional.ofNullable(bootstrap),
                keep);
    }

    private void require(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            Locale.ROOT, "%s is %,d, which is out of range; use %,d to %,d", option, value, min, max));
        }
    }
}
