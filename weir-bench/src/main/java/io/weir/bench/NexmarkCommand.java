package io.weir.bench;

import io.weir.bench.nexmark.Query;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The queries of NEXMark, in Weir and beside it in Flink. */
@Command(
        name = "nexmark",
        description = "The queries of NEXMark, each result compared with a plain computation, beside Flink.",
        mixinStandardHelpOptions = true)
final class NexmarkCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--queries",
            paramLabel = "NAME",
            split = ",",
            converter = Queries.class,
            description = "Which queries, such as q1,q5 (default: all).")
    private List<Query> queries = List.of(Query.values());

    @Option(
            names = "--engines",
            paramLabel = "NAME",
            split = ",",
            description = "Who takes part: ${COMPLETION-CANDIDATES} (default: all that are there).")
    private List<NexmarkEngine> engines = List.of();

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many events are measured (default: ${DEFAULT-VALUE}).")
    private long events = 10_000_000;

    @Option(
            names = "--warmup-events",
            paramLabel = "N",
            description = "How many events come before those, in the same job (default: ${DEFAULT-VALUE}).")
    private long warmupEvents = 5_000_000;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "The heap of each engine's JVM (default: ${DEFAULT-VALUE}).")
    private int memoryMegabytes = 4_096;

    @Option(names = "--verify", description = "Compares the results, those of all keys, and takes no time.")
    private boolean verify;

    /** Reads queries' names, in small letters too. */
    static final class Queries implements ITypeConverter<Query> {

        @Override
        public Query convert(String text) {
            try {
                return Query.of(text);
            } catch (IllegalArgumentException e) {
                List<String> known = Stream.of(Query.values()).map(Query::word).toList();
                throw new TypeConversionException("'" + text + "' is no query: " + String.join(", ", known));
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        Bench.printMachine();
        NexmarkBench bench = new NexmarkBench(options, memoryMegabytes, engines.isEmpty() ? present() : engines);
        boolean right = true;
        for (int tasks : options.tasks(1)) {
            for (Duration interval : options.intervals(Duration.ofSeconds(1))) {
                // Each task makes as many events as the others.
                long measured = events / tasks * tasks;
                long warmup = warmupEvents / tasks * tasks;
                System.out.printf(
                        Locale.ROOT,
                        "NEXMark, %,d events%s, %d tasks, interval %s, %d MiB each%n",
                        measured,
                        verify ? "" : String.format(Locale.ROOT, " after %,d", warmup),
                        tasks,
                        Durations.text(interval),
                        memoryMegabytes);
                if (verify) {
                    right &= bench.verify(queries, measured, tasks, interval);
                } else {
                    bench.compare(queries, measured, warmup, tasks, interval);
                }
            }
        }
        return right ? 0 : 1;
    }

    private static List<NexmarkEngine> present() {
        if (!StateBench.hasPeers()) {
            System.out.println("without Flink: weir-bench/run has it with PEERS=flink");
        }
        return Stream.of(NexmarkEngine.values())
                .filter(engine -> StateBench.hasPeers() || !engine.isPeer())
                .toList();
    }
}
