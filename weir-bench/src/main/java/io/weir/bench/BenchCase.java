package io.weir.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ./weir bench} compares: workloads at the settings for which there are goals. */
enum BenchCase {
    W1("w1", "W1", 1_000, Duration.ofSeconds(1), Measures.CHAIN),
    W2_FEW_1S("w2", "W2, 1,000 keys, 1 s", 1_000, Duration.ofSeconds(1), Measures.CHAIN),
    W2_FEW_100MS("w2", "W2, 1,000 keys, 100 ms", 1_000, Duration.ofMillis(100), Measures.CHAIN),
    W2_MANY_1S("w2", "W2, 1,000,000 keys, 1 s", 1_000_000, Duration.ofSeconds(1), Measures.CHAIN),
    W2_MANY_100MS("w2", "W2, 1,000,000 keys, 100 ms", 1_000_000, Duration.ofMillis(100), Measures.CHAIN),
    W3_FEW("w3", "W3, 1,000 keys", 1_000, Duration.ofSeconds(1), Measures.CHAIN),
    W3_MANY("w3", "W3, 100,000 keys", 100_000, Duration.ofSeconds(1), Measures.CHAIN),
    W4("w4", "W4, 100 ms", 1_000, Duration.ofMillis(100), Measures.THROUGHPUT),
    W5("w5", "W5, 10 ms (Flink 50, Jet 100)", 1_000, Duration.ofMillis(10), Measures.LATENCY),
    START("start", "start, W2", 1_000, Duration.ofSeconds(1), Measures.START),
    PAUSE("pause", "pause, 10,000,000 keys, 10 ms, 2 M records/s", 10_000_000, Duration.ofMillis(10), Measures.PAUSE),
    PAUSE_FULL("pause", "pause, 10,000,000 keys, 10 ms, any rate", 10_000_000, Duration.ofMillis(10), Measures.PAUSE),
    RECOVERY("recovery", "recovery", 7_000_000, Duration.ofSeconds(1), Measures.RECOVERY);

    private final String workload;
    private final String label;
    private final long keys;
    private final Duration interval;
    private final List<Measure> measures;

    /** What is told of a case. The first line is what the chart shows. */
    private static final class Measures {

        private static final List<Measure> CHAIN = List.of(Measure.more(Figure.RATE, "M records/s", 1e6, 2));

        private static final List<Measure> THROUGHPUT = List.of(
                Measure.more(Figure.RATE_FROM_START, "k records/s, whole run", 1e3, 0),
                Measure.more(Figure.RATE, "k records/s, warm", 1e3, 0),
                Measure.less(Figure.FIRST_RESULT, "s from \"go\" to the first committed result", 1, 2));

        private static final List<Measure> LATENCY = List.of(
                Measure.less(Figure.LATENCY_P99, "ms, p99", 1, 1),
                Measure.less(Figure.LATENCY_P50, "ms, p50", 1, 1),
                Measure.less(Figure.LATENCY_P999, "ms, p99.9", 1, 1),
                Measure.less(Figure.WORST_WINDOW_P99, "ms, p99 of the worst window", 1, 1));

        private static final List<Measure> START =
                List.of(Measure.less(Figure.FIRST_RESULT, "s from main() to the first result at the sink", 1, 2));

        private static final List<Measure> PAUSE = List.of(
                Measure.less(Figure.PAUSE_P999, "ms, p99.9", 1, 2),
                Measure.less(Figure.PAUSE_P50, "ms, p50", 1, 2),
                Measure.more(Figure.RATE, "M records/s", 1e6, 2));

        private static final List<Measure> RECOVERY = List.of(
                Measure.more(Figure.RECOVERY_RATE, "MB/s", 1e6, 0),
                Measure.less(Figure.RECOVERY_FIRST_RESULT, "s to the first result", 1, 2));
    }

    BenchCase(String workload, String label, long keys, Duration interval, List<Measure> measures) {
        this.workload = workload;
        this.label = label;
        this.keys = keys;
        this.interval = interval;
        this.measures = measures;
    }

    /** Returns its name for {@code --only}, which it may share with others. */
    String workload() {
        return workload;
    }

    /** Returns its name for people. */
    String label() {
        return label;
    }

    long keys() {
        return keys;
    }

    Duration interval() {
        return interval;
    }

    List<Measure> measures() {
        return measures;
    }

    /** Returns whether there is time for it in a short run: what W2, W3 and pauses make with other settings is left out. */
    boolean isQuick() {
        return this != W2_FEW_100MS && this != W2_MANY_100MS && this != W3_FEW && this != PAUSE_FULL;
    }

    /** Returns what {@code --only} may name. */
    static List<String> workloads() {
        return Stream.of(values()).map(BenchCase::workload).distinct().toList();
    }
}
