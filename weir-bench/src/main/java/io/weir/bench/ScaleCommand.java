package io.weir.bench;

import io.weir.bench.KeySequence.Distribution;
import io.weir.bench.StateBench.Case;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** State and recovery in one go, in a time that one can wait for. */
@Command(
        name = "scale",
        description = "State and recovery, beside Flink, in about a quarter of an hour.",
        mixinStandardHelpOptions = true)
final class ScaleCommand implements Callable<Integer> {

    private static final long MILLION = 1_000_000;
    private static final Duration MS100 = Duration.ofMillis(100);
    private static final Duration MS10 = Duration.ofMillis(10);
    private static final Duration WARMUP = Duration.ofSeconds(2);

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private StateCommand.StateOptions state = new StateCommand.StateOptions();

    @Mixin
    private RecoveryCommand.RecoveryOptions recovery = new RecoveryCommand.RecoveryOptions();

    @Option(names = "--quick", description = "In less than three minutes: few of the cases, one round.")
    private boolean quick;

    @Option(names = "--all", description = "Every case, in as long as it takes.")
    private boolean all;

    /** Weir both ways; of Flink the process function, and only if it is there. */
    static List<StateContender> contenders() {
        if (!StateBench.hasPeers()) {
            System.out.println("without Flink: weir-bench/run has it with PEERS=flink");
        }
        return Stream.of(
                        StateContender.WEIR_AGGREGATE,
                        StateContender.FLINK_HEAP_PROCESS,
                        StateContender.WEIR_PROCESS,
                        StateContender.FLINK_ROCKSDB_PROCESS)
                .filter(contender -> StateBench.hasPeers() || !contender.isPeer())
                .toList();
    }

    @Override
    public Integer call() throws Exception {
        Bench.printMachine();
        long startNanos = System.nanoTime();
        StateBench bench = state.bench(options, WARMUP);
        for (Case each : cases()) {
            bench.compare(each);
        }
        if (quick) {
            recovery.bench(options).measure(MILLION, 100, 1);
        } else {
            recovery.bench(options).measure(7 * MILLION, 100, options.rounds());
        }
        System.out.printf("%d s in all%n", (System.nanoTime() - startNanos) / 1_000_000_000);
        return 0;
    }

    private List<Case> cases() {
        List<StateContender> everyone = contenders();
        List<StateContender> weir =
                everyone.stream().filter(contender -> !contender.isPeer()).toList();
        List<Duration> intervals = List.of(Durations.NEVER, MS100, MS10);
        if (quick) {
            return List.of(
                    new Case(MILLION, Distribution.UNIFORM, List.of(Durations.NEVER, MS100), everyone, 1, 1),
                    new Case(10 * MILLION, Distribution.UNIFORM, List.of(MS100), weir.subList(0, 1), 1, 0));
        }
        if (all) {
            return Stream.of(MILLION, 10 * MILLION)
                    .flatMap(keys -> Stream.of(Distribution.values())
                            .map(distribution -> new Case(
                                    keys, distribution, intervals, everyone, options.rounds(), options.rounds())))
                    .toList();
        }
        return List.of(
                new Case(MILLION, Distribution.UNIFORM, intervals, everyone, 2, 1),
                new Case(MILLION, Distribution.ZIPF, intervals, everyone, 2, 1),
                new Case(10 * MILLION, Distribution.UNIFORM, List.of(Durations.NEVER, MS100), everyone, 2, 1),
                new Case(10 * MILLION, Distribution.ZIPF, List.of(Durations.NEVER, MS100), weir, 2, 0));
    }
}
