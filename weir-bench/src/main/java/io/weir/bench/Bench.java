package io.weir.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

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
            Bench.All.class,
            ChainChild.class,
            CountChild.class,
            StateChild.class,
            RecoveryChild.class,
            NexmarkChild.class,
            SinkChild.class
        })
public final class Bench implements Callable<Integer> {

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
            System.setProperty("logback.configurationFile", "weir-bench-logback.xml");
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
        System.out.printf(
                Locale.ROOT,
                "%d cores, %s %s, %s %s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }

    /** All workloads, one after the other. */
    @Command(name = "all", description = "All workloads, with the options that they share.")
    static final class All implements Callable<Integer> {

        @Unmatched
        private List<String> options = new ArrayList<>();

        @Override
        public Integer call() {
            int worst = 0;
            for (String workload : List.of("w1", "w2", "w3", "w4", "w5")) {
                List<String> arguments = new ArrayList<>(List.of(workload));
                arguments.addAll(options);
                worst = Math.max(worst, Bench.run(arguments.toArray(String[]::new)));
            }
            return worst;
        }
    }
}
