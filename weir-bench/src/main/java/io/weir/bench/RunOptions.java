package io.weir.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that all workloads share.
 *
 * <p>Threading: confined to the thread that parses; then not changed any more.
 */
final class RunOptions {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each contender runs, in turns (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            description = "How long a contender runs before it is measured (default: ${DEFAULT-VALUE}).")
    private Duration warmup = Duration.ofSeconds(5);

    @Option(
            names = "--tasks",
            paramLabel = "N",
            split = ",",
            description = "How many tasks Weir and the other engines get; several are compared.")
    private List<Integer> tasks = List.of();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            split = ",",
            description = "From one checkpoint to the next, such as 1s or 100ms; several are compared.")
    private List<Duration> intervals = List.of();

    @Option(
            names = "--jvm",
            paramLabel = "FLAG",
            description = "A further flag for the JVMs of the contenders, such as -XX:+UseTransparentHugePages.")
    private List<String> jvmFlags = new ArrayList<>();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where journals and Kafka's logs are kept, to be deleted afterwards (default: that of"
                    + " temporary files).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--foreign-max",
            paramLabel = "CORES",
            description = "A run is repeated if other programs used more than this many cores meanwhile"
                    + " (default: ${DEFAULT-VALUE}).")
    private double foreignCoresMax = 0.25;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "How often such a run is repeated at most (default: ${DEFAULT-VALUE}).")
    private int retriesMax = 3;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            description = "How long to wait for others to leave the machine alone, before each run"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofSeconds(10);

    @Option(names = "--json", paramLabel = "FILE", description = "Adds what was measured to a file, a line each run.")
    private @Nullable Path json;

    /** In how many rounds other engines take part. */
    private int peerRounds = Integer.MAX_VALUE;

    /** Returns the options of a command that has words of its own for them. It waits for nobody to leave the machine alone. */
    static RunOptions of(int rounds, int peerRounds, Duration warmup, Path directory, int retriesMax) {
        RunOptions options = new RunOptions();
        options.rounds = rounds;
        options.peerRounds = peerRounds;
        options.warmup = warmup;
        options.directory = directory;
        options.retriesMax = retriesMax;
        options.patience = Duration.ZERO;
        return options;
    }

    /** Adds a flag for the JVMs of the contenders. */
    void addJvmFlag(String flag) {
        jvmFlags.add(flag);
    }

    int rounds() {
        return rounds;
    }

    int peerRounds() {
        return peerRounds;
    }

    Duration warmup() {
        return warmup;
    }

    List<Integer> tasks(Integer... defaults) {
        return tasks.isEmpty() ? List.of(defaults) : tasks;
    }

    List<Duration> intervals(Duration... defaults) {
        return intervals.isEmpty() ? List.of(defaults) : intervals;
    }

    List<String> jvmFlags() {
        return jvmFlags;
    }

    Path directory() {
        return directory;
    }

    double foreignCoresMax() {
        return foreignCoresMax;
    }

    int retriesMax() {
        return retriesMax;
    }

    Duration patience() {
        return patience;
    }

    @Nullable Path json() {
        return json;
    }
}
