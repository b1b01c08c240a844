package io.weir.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The benchmarks' command: compares Weir with loops written by hand, and with other engines, workload by workload. */
@Command(
        name = "bench",
        description = "Compares Weir with loops written by hand, and with other engines.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ChainCommand.W1.class,
            ChainCommand.W2.class,
            ChainCommand.W3.class,
            KafkaCommand.W4.class,
            KafkaCommand.W5.class,
            StateCommand.class,
            RecoveryCommand.class,
            ScaleCommand.class,
            RestoreCommand.class,
            MergeCommand.class,
            NexmarkCommand.class,
            SinksCommand.class,
            GuardCommand.class,
            ExchangeCommand.class,
            SuiteCommand.class,
            ChainChild.class,
            CountChild.class,
            StateChild.class,
            RecoveryChild.class,
            NexmarkChild.class,
            SinkChild.class
        })
public final class Bench implements Callable<Integer> {

    /** On the class path. */
    static final String LOG_SETTINGS = "weir-bench-logback.xml";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    Bench() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the command, and returns its exit status. */
    public static int run(String... arguments) {
        // Read before the first logger is made.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", LOG_SETTINGS);
        }
        return new CommandLine(new Bench())
                .registerConverter(Duration.class, new Durations())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return CommandLine.ExitCode.USAGE;
    }

    /** Prints what the figures depend on. */
    static void printMachine() {
        System.out.println(MachineFacts.text());
    }
}
