package io.weir.cli.verify;

import io.weir.cli.pipeline.ClassPath;
import io.weir.cli.terminal.Interval;
import io.weir.cli.terminal.Screen;
import io.weir.cli.terminal.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code weir verify}: the options.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Strikes at a job in every way, and checks that its output is exact.",
            "",
            "Starts a Kafka broker and a job, kills the job at random moments and at every step of the checkpoint protocol, stops it and"
                    + " replaces it and wakes it again, kills and stops the broker, and compares every result that plain"
                    + " consumers see, one all the time and one at the end, with what went in. Verifies a pipeline of your"
                    + " own with --pipeline; see docs/verify.md."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the output is exact",
            "1:it is not; the files are kept",
            "2:the command line is wrong",
            "3:the test could not be carried out; the message says why"
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final int KILLS_MAX = 100_000;
    private static final int RECORDS_MAX = 500_000_000;
    private static final int RATE_MAX = 1_000_000;
    private static final int PARALLELISM_MAX = 32;
    private static final int PARTITIONS_MAX = 128;
    private static final int TIMEOUT_SECONDS_MAX = 900;
    private static final int PARTITIONS_PER_SUBTASK = 2;

    /** Two things that look alike from outside. */
    private static final String WHOSE_FAULT = "Is it the pipeline? With --kills 0 the same command compares two runs in"
            + " which nothing is struck. If they differ too, the pipeline is not deterministic: it uses a clock or chance,"
            + " or records of several input partitions meet at a key. If they do not, look for what it remembers without"
            + " declaring it as state, such as a static field. If there is none, please report this.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kills", paramLabel = "N", defaultValue = "20", description = "Strikes; ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--only",
            paramLabel = "KIND",
            defaultValue = "all",
            converter = OnlyConverter.class,
            description = {
                "kill (at random moments), step (kills at steps of the protocol), zombie, broker, or all; ${DEFAULT-VALUE}."
            })
    private StrikePlan.Only only = StrikePlan.Only.ALL;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides what is struck when, and the orders; random and printed.")
    private @Nullable Long seed;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Input records; without it, as many as flow until the last strike.")
    private @Nullable Integer records;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Input records a second, at most; ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Subtasks of each stage of the job; ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of each topic; two for each subtask.")
    private @Nullable Integer partitions;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "100ms",
            converter = Interval.class,
            description = "From one checkpoint to the next, such as 10ms or 1s; ${DEFAULT-VALUE}.")
    private Duration interval = Duration.ZERO;

    @Option(
            names = "--transaction-timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = {
                "After how long the broker gives up the transactions of a job that is away, which happens on purpose; ${DEFAULT-VALUE}."
            })
    private int transactionTimeout;

    @Option(
            names = "--pipeline",
            paramLabel = "CLASS",
            description = "Your own pipeline: a class with public static Pipeline pipeline(String bootstrapServers).")
    private @Nullable String pipeline;

    @Option(names = "--classpath", paramLabel = "PATHS", description = "Where your class is, and what it needs.")
    private @Nullable String classpath;

    @Option(names = "--input", paramLabel = "TOPIC", split = ",", description = "The topics that your pipeline reads.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "TOPIC",
            split = ",",
            description = "The topics that your pipeline writes.")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = "--input-file",
            paramLabel = "FILE",
            description = "Input for your pipeline, a JSON object with key and value a line; without it, its method"
                    + " input() is called.")
    private @Nullable Path inputFile;

    @Option(names = "--keep", description = "Keeps checkpoints, logs and the broker's data, and says where.")
    private boolean keep;

    @Override
    public Integer call() {
        VerifySettings settings = settings();
        Screen screen = Screen.on(System.out);
        Outcome outcome = new VerifyRun(workload(settings), settings, screen).run();
        new Report(outcome, settings.seed()).tell(screen);
        if (!outcome.isExact() && pipeline != null) {
            Words.wrap(WHOSE_FAULT).forEach(line -> screen.line("%s", line));
        }
        return outcome.isExact() ? 0 : 1;
    }

    VerifySettings settings() {
        require("--kills", kills, 0, KILLS_MAX);
        require("--rate", rate, 1, RATE_MAX);
        require("--parallelism", parallelism, 1, PARALLELISM_MAX);
        require("--transaction-timeout", transactionTimeout, 1, TIMEOUT_SECONDS_MAX);
        int partitionCount = partitions == null ? PARTITIONS_PER_SUBTASK * parallelism : partitions;
        require("--partitions", partitionCount, 1, PARTITIONS_MAX);
        return new VerifySettings(
                kills,
                only,
                seed == null ? new SplittableRandom().nextLong(1_000_000_000) : seed,
                rate,
                parallelism,
                partitionCount,
                interval,
                Duration.ofSeconds(transactionTimeout),
                keep);
    }

    private Workload workload(VerifySettings settings) {
        requireFitting();
        if (pipeline == null) {
            if (records != null) {
                require("--records", records, 1, RECORDS_MAX);
            }
            return Workloads.standard(
                    settings.seed(),
                    settings.partitionCount(),
                    Optional.ofNullable(records).map(Integer::longValue));
        }
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "with --pipeline, name the topics that it reads and writes: --input, --output");
        }
        return Workloads.ofUser(
                pipeline,
                ClassPath.parse(classpath, spec.commandLine()),
                inputs,
                outputs,
                Optional.ofNullable(inputFile));
    }

    /** An option that changes nothing would let its user believe that something else was verified. */
    private void requireFitting() {
        List<String> unfit =
                pipeline == null ? List.of("--classpath", "--input", "--output", "--input-file") : List.of("--records");
        for (String option : unfit) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        option + (pipeline == null ? " is for a --pipeline of your own" : " is not for a --pipeline")
                                + ", and would change nothing");
            }
        }
    }

    private void require(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            Locale.ROOT, "%s is %,d, which is out of range; use %,d to %,d", option, value, min, max));
        }
    }

    /** Reads the value of {@code --only}. */
    static final class OnlyConverter implements ITypeConverter<StrikePlan.Only> {

        @Override
        public StrikePlan.Only convert(String text) {
            for (StrikePlan.Only each : StrikePlan.Only.values()) {
                if (each.name().equalsIgnoreCase(text)) {
                    return each;
                }
            }
            throw new TypeConversionException("'" + text + "' is not one of kill, step, zombie, broker and all");
        }
    }
}
