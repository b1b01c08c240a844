package io.weir.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What can be chosen of the comparison of everything.
 *
 * <p>Threading: confined to the thread that parses; then not changed any more.
 */
final class SuiteOptions {

    private static final int SECONDS_MIN = 3;

    @Option(
            names = "--quick",
            description = "In a few minutes: one short round each. Shows that it works, and the order of size.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these: w1, w2, w3, w4, w5, start, pause, recovery.")
    private List<String> only = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often loop and Weir run, in turns with the others (default: 2, with --quick 1).")
    private int rounds;

    @Option(
            names = "--peer-rounds",
            paramLabel = "N",
            description = "In how many of the rounds the other engines take part (default: 1).")
    private int peerRounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "For how many seconds a contender is measured in W1 to W3, at least 3 (default: 4, with"
                    + " --quick 3).")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "For how many seconds it runs before, from its first result on; not in W5 (default: 8, with"
                    + " --quick 2).")
    private int warmupSeconds;

    @Option(
            names = "--w5-seconds",
            paramLabel = "N",
            description = "For how many seconds a contender gets records in a round of W5; whether latency is stable is"
                    + " judged from 600 on (default: 30, with --quick 6).")
    private int latencySeconds;

    @Option(
            names = "--w5-warmup",
            paramLabel = "N",
            description = "For how many seconds before, from its first result on (default: 30, with --quick 4).")
    private int latencyWarmupSeconds;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "How often a run is repeated at most if other programs disturbed it"
                    + " (default: ${DEFAULT-VALUE}).")
    private int retriesMax = 1;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where journals and Kafka's logs are kept, to be deleted afterwards (default: that of"
                    + " temporary files).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where what was measured is written (default: a new file in bench-results).")
    private @Nullable Path json;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Where the chart is drawn, as SVG (default: a new file in bench-results).")
    private @Nullable Path chart;

    boolean isQuick() {
        return quick;
    }

    boolean has(BenchCase each) {
        return only.isEmpty()
                ? !quick || each.isQuick()
                : only.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(each.workload()));
    }

    /** Returns what {@code --only} names and is none. */
    List<String> unknown() {
        return only.stream()
                .filter(name -> !BenchCase.workloads().contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    int rounds() {
        return rounds > 0 ? rounds : quick ? 1 : 2;
    }

    int peerRounds() {
        return Math.min(rounds(), peerRounds > 0 ? peerRounds : 1);
    }

    Duration measured() {
        return Duration.ofSeconds(seconds > 0 ? seconds : quick ? 3 : 4);
    }

    /** In less, there may be no two checkpoints, from one of which to the other rates are taken. */
    boolean isTooShort() {
        return measured().toSeconds() < SECONDS_MIN;
    }

    Duration warmup() {
        return Duration.ofSeconds(warmupSeconds > 0 ? warmupSeconds : quick ? 2 : 8);
    }

    /** Returns how many records W4 has. */
    long throughputRecords() {
        return quick ? 500_000 : 5_000_000;
    }

    /** Returns for how long a contender of W5 gets records in a round. */
    Duration latencyTurn() {
        return Duration.ofSeconds(latencySeconds > 0 ? latencySeconds : quick ? 6 : 30);
    }

    /** Returns for how long pauses are measured: with one each 10 ms, more than 3,000. */
    Duration pauseMeasured() {
        return Duration.ofSeconds(quick ? 5 : 40);
    }

    /** A cold broker and cold clients show in a percentile for long. */
    RunOptions latencyOptions() {
        Duration warm = Duration.ofSeconds(latencyWarmupSeconds > 0 ? latencyWarmupSeconds : quick ? 4 : 30);
        return RunOptions.of(rounds(), peerRounds(), warm, directory, retriesMax);
    }

    RunOptions runOptions() {
        return RunOptions.of(rounds(), peerRounds(), warmup(), directory, retriesMax);
    }

    Path json(String name) {
        return json != null ? json : Path.of("bench-results", name + ".json");
    }

    Path chart(String name) {
        return chart != null ? chart : Path.of("bench-results", name + ".svg");
    }
}
