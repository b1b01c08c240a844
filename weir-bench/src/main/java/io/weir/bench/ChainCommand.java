package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands of the workloads without an outside system. */
final class ChainCommand {

    private ChainCommand() {}

    /** How long and in how much memory. */
    static final class ChainOptions {

        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "For how many seconds a contender is measured (default: ${DEFAULT-VALUE}).")
        private int seconds = 10;

        @Option(
                names = "--heap",
                paramLabel = "SIZE",
                description = "The heap of each contender's JVM (default: ${DEFAULT-VALUE}).")
        private String heap = "4g";

        @Option(
                names = "--contenders",
                paramLabel = "NAME",
                split = ",",
                description = "Who takes part: ${COMPLETION-CANDIDATES} (default: all that are there and can).")
        private List<Kind> contenders = List.of();

        ChainBench bench(ChainWorkload workload, RunOptions options) {
            return new ChainBench(workload, options, Duration.ofSeconds(seconds), heap, contenders);
        }
    }

    /** Generate, map, filter, discard. */
    @Command(name = "w1", description = "Generate, map, filter, discard.", mixinStandardHelpOptions = true)
    static final class W1 implements Callable<Integer> {

        /** They take no part in the work. */
        private static final long KEYS = 1_000;

        @Mixin
        private RunOptions options = new RunOptions();

        @Mixin
        private ChainOptions chain = new ChainOptions();

        @Override
        public Integer call() throws Exception {
            Bench.printMachine();
            for (Duration interval : options.intervals(Duration.ofSeconds(1), Duration.ofMillis(100))) {
                chain.bench(ChainWorkload.W1, options).compare(KEYS, interval);
            }
            return 0;
        }
    }

    /** Generate with event time, divide by key, sum each second of event time, discard. */
    @Command(
            name = "w3",
            description = "Generate with event time, divide by key, the sum of a key in each second of it, discard.",
            mixinStandardHelpOptions = true)
    static final class W3 implements Callable<Integer> {

        @Mixin
        private RunOptions options = new RunOptions();

        @Mixin
        private ChainOptions chain = new ChainOptions();

        @Option(
                names = "--keys",
                paramLabel = "N",
                split = ",",
                description = "How many keys; several are compared (default: ${DEFAULT-VALUE}).")
        private List<Long> keys = List.of(1_000L, 100_000L);

        @Override
        public Integer call() throws Exception {
            Bench.printMachine();
            for (long each : keys) {
                for (Duration interval : options.intervals(Duration.ofSeconds(1))) {
                    chain.bench(ChainWorkload.W3, options).compare(each, interval);
                }
            }
            return 0;
        }
    }

    /** Generate, divide by key, sum, discard. */
    @Command(
            name = "w2",
            description = "Generate, divide by key, a running sum a key, discard.",
            mixinStandardHelpOptions = true)
    static final class W2 implements Callable<Integer> {

        @Mixin
        private RunOptions options = new RunOptions();

        @Mixin
        private ChainOptions chain = new ChainOptions();

        @Option(
                names = "--keys",
                paramLabel = "N",
                split = ",",
                description = "How many keys; several are compared (default: ${DEFAULT-VALUE}).")
        private List<Long> keys = List.of(1_000L, 1_000_000L);

        @Override
        public Integer call() throws Exception {
            Bench.printMachine();
            for (long each : keys) {
                for (Duration interval : options.intervals(Duration.ofSeconds(1), Duration.ofMillis(100))) {
                    chain.bench(ChainWorkload.W2, options).compare(each, interval);
                }
            }
            return 0;
        }
    }
}
