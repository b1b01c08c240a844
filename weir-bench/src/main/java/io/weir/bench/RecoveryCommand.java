package io.weir.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From the start of a stopped job to its first result. */
@Command(
        name = "recovery",
        description = "From the start of a job with much state to its first result, beside reading its files.",
        mixinStandardHelpOptions = true)
final class RecoveryCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private RecoveryOptions recovery = new RecoveryOptions();

    @Option(names = "--keys", paramLabel = "N", description = "How many keys (default: ${DEFAULT-VALUE}).")
    private long keys = 7_000_000;

    @Option(
            names = "--text-size",
            paramLabel = "N",
            description = "How many characters each key's text has (default: ${DEFAULT-VALUE}).")
    private int textSize = 100;

    /** In how much memory. */
    static final class RecoveryOptions {

        @Option(
                names = "--recovery-heap",
                paramLabel = "MIB",
                description = "The heap of the job that recovers (default: ${DEFAULT-VALUE}).")
        private int heapMegabytes = 8_192;

        RecoveryBench bench(RunOptions options) {
            return new RecoveryBench(options, heapMegabytes);
        }
    }

    @Override
    public Integer call() throws Exception {
        Bench.printMachine();
        recovery.bench(options).measure(keys, textSize, options.rounds());
        return 0;
    }
}
