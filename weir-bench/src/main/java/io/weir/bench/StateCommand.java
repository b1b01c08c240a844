package io.weir.bench;

import io.weir.bench.KeySequence.Distribution;
import io.weir.bench.StateBench.Case;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** State of many keys: what it costs, and what checkpoints of it cost, beside Flink. */
@Command(
        name = "state",
        description = "A running aggregate of many keys, with and without checkpoints, beside Flink.",
        mixinStandardHelpOptions = true)
final class StateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private StateOptions state = new StateOptions();

    @Option(
            names = "--keys",
            paramLabel = "N",
            split = ",",
            description = "How many keys; several are compared (default: ${DEFAULT-VALUE}).")
    private List<Long> keys = List.of(1_000_000L);

    @Option(
            names = "--distribution",
            paramLabel = "NAME",
            split = ",",
            description = "How often each key comes: ${COMPLETION-CANDIDATES}; several are compared"
                    + " (default: ${DEFAULT-VALUE}).")
    private List<Distribution> distributions = List.of(Distribution.UNIFORM, Distribution.ZIPF);

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "How many records a second Weir's source gives at most: pauses at a rate that checkpoints"
                    + " keep up with. Without it there are as many as are taken.")
    private double rate = Double.POSITIVE_INFINITY;

    @Option(
            names = "--overhead",
            paramLabel = "SHARE",
            description = "How much of the tasks' time Weir's checkpoints may take before they come less often than the"
                    + " interval says, above 0 and up to 1 (default: ${DEFAULT-VALUE}, never).")
    private double overheadMax = 1;

    @Option(
            names = "--contenders",
            paramLabel = "NAME",
            split = ",",
            description = "Who takes part: ${COMPLETION-CANDIDATES}.")
    private List<StateContender> contenders = List.of();

    @Option(
            names = "--peer-rounds",
            paramLabel = "N",
            description = "In how many of the rounds the others take part (default: in all).")
    private int peerRounds = Integer.MAX_VALUE;

    /** How long, and in how much memory. */
    static final class StateOptions {

        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "For how many seconds a contender is measured (default: ${DEFAULT-VALUE}).")
        private int seconds = 5;

        @Option(
                names = "--memory",
                paramLabel = "MIB",
                description = "The memory of each contender: its heap, or for RocksDB half of it heap and half not"
                        + " (default: ${DEFAULT-VALUE}).")
        private int memoryMegabytes = 4_096;

        @Option(
                names = "--prefill-max",
                paramLabel = "TIME",
                description = "How long a contender may take until it has every key (default: ${DEFAULT-VALUE}).")
        private Duration prefillMax = Duration.ofMinutes(3);

        StateBench bench(RunOptions options, Duration warmup) {
            return new StateBench(
                    options,
                    new StateMeasurement(new Measurement(warmup, Duration.ofSeconds(seconds)), prefillMax),
                    memoryMegabytes);
        }
    }

    @Override
    public Integer call() throws Exception {
        Bench.printMachine();
        StateBench bench = state.bench(options, options.warmup());
        List<StateContender> all = contenders.isEmpty() ? ScaleCommand.contenders() : contenders;
        if (!(rate > 0)) {
            throw new ParameterException(spec.commandLine(), "--rate must be positive: --rate=" + rate);
        }
        if (Double.isFinite(rate) && all.stream().anyMatch(StateContender::isPeer)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rate holds for Weir alone: name its contenders, such as --contenders WEIR_AGGREGATE");
        }
        for (long each : keys) {
            for (Distribution distribution : distributions) {
                bench.compare(new Case(
                        each,
                        distribution,
                        rate,
                        overheadMax,
                        options.intervals(Durations.NEVER, Duration.ofMillis(100), Duration.ofMillis(10)),
                        all,
                        options.rounds(),
                        peerRounds));
            }
        }
        return 0;
    }
}
