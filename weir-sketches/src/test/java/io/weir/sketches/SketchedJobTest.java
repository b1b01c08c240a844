package io.weir.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.aggregate.Aggregates;
import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.graph.Collector;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.time.WatermarkStrategy;
import io.weir.window.TimeWindow;
import io.weir.window.WindowAssigner;
import io.weir.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts fail in the middle of windows: what is computed again comes to the same, to the last bit, as what a plain loop computes once. */
class SketchedJobTest {

    private static final int COUNT = 30_000;
    private static final double[] PERCENTILES = {50, 95, 99.9};

    @TempDir
    Path directory;

    private static long timeOf(long number) {
        return 10_000 + number - number * 7919 % 50;
    }

    private static long keyOf(long number) {
        return number * 31 % 3;
    }

    private static double latencyOf(long number) {
        return Math.exp(number * 7919 % 1000 / 100.0);
    }

    private static long userOf(long number) {
        return number * 104_729 % 5_000;
    }

    private static <W extends WindowAssigner<Object, TimeWindow>> List<String> run(
            Path directory, int parallelism, W windows) throws Exception {
        AtomicInteger failures = new AtomicInteger(3);
        MemoryStore<String> output = new MemoryStore<>();
        KeyedStream<Long, Long> keyed = Pipeline.named("sketched")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index)
                                .count(COUNT)
                                .splits(3)
                                .ratePerSecond(60_000),
                        WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofMillis(100))
                                .withTimestampAssigner((number, timestamp) -> timeOf(number)))
                .map(number -> {
                    if (number % 7000 == 6999 && failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("planted");
                    }
                    return number;
                })
                .keyByLong(SketchedJobTest::keyOf);
        Pipeline pipeline = keyed.window(windows)
                .aggregate(
                        "sketches",
                        Aggregates.both(
                                Sketches.percentiles(SketchedJobTest::latencyOf, PERCENTILES),
                                Sketches.approxDistinctLong(SketchedJobTest::userOf),
                                (percentiles, users) -> percentiles + " of " + users),
                        (Long key, TimeWindow window, String both, Collector<String> out) ->
                                out.collect(key + " " + window.start() + " " + both))
                .sink("out", MemorySink.to(output))
                .build();
        try (Job job = Weir.local(directory.resolve("checkpoints" + parallelism))
                .parallelism(parallelism)
                .checkpointInterval(Duration.ofMillis(5))
                .restartStrategy(RestartStrategy.fixedDelay(10, Duration.ofMillis(1)))
                .start(pipeline)) {
            assertThat(job.join(60, TimeUnit.SECONDS).restarts()).isBetween(1, 3);
        }
        return output.committed();
    }

    private static List<String> batch(long size, long slide) {
        Map<List<Long>, List<Long>> numbers =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (long number = 0; number < COUNT; number++) {
            for (long start = timeOf(number) / slide * slide; start > timeOf(number) - size; start -= slide) {
                numbers.computeIfAbsent(List.of(keyOf(number), start), window -> new ArrayList<>())
                        .add(number);
            }
        }
        List<String> results = new ArrayList<>();
        numbers.forEach((window, of) -> {
            Distribution latencies = new Distribution();
            DistinctCount users = new DistinctCount();
            for (long number : of) {
                latencies.add(latencyOf(number));
                users.add(Hashes.of(userOf(number)));
            }
            List<Double> percentiles = new ArrayList<>();
            for (double percentile : PERCENTILES) {
                percentiles.add(latencies.quantile(percentile / 100));
            }
            results.add(window.get(0) + " " + window.get(1) + " " + percentiles + " of " + users.count());
        });
        return results;
    }

    @Test
    void tumblingAndSlidingWindowsComeToTheSameWhateverFails() throws Exception {
        for (int parallelism : new int[] {1, 2}) {
            assertThat(run(directory.resolve("tumbling"), parallelism, Windows.tumbling(Duration.ofMillis(3_000))))
                    .containsExactlyInAnyOrderElementsOf(batch(3_000, 3_000));
            assertThat(run(
                            directory.resolve("sliding"),
                            parallelism,
                            Windows.sliding(Duration.ofMillis(3_000), Duration.ofMillis(1_000))))
                    .containsExactlyInAnyOrderElementsOf(batch(3_000, 1_000));
        }
    }

    @Test
    void aSessionOfEverythingComesToTheSameWhateverFails() throws Exception {
        assertThat(run(directory, 2, Windows.session(Duration.ofMillis(200))))
                .hasSize(3)
                .containsExactlyInAnyOrderElementsOf(batch(1_000_000, 1_000_000).stream()
                        .map(text -> text.replaceFirst(" 0 ", " " + (10_000 + firstOf(text)) + " "))
                        .toList());
    }

    /** Returns the earliest time of the key that a text begins with, less ten seconds. */
    private static long firstOf(String text) {
        long key = Long.parseLong(text.substring(0, text.indexOf(' ')));
        long first = Long.MAX_VALUE;
        for (long number = 0; number < COUNT; number++) {
            if (keyOf(number) == key) {
                first = Math.min(first, timeOf(number) - 10_000);
            }
        }
        return first;
    }

    @Test
    void whatIsNoPercentileIsRefused() {
        assertThatThrownBy(() -> Sketches.percentiles((Long number) -> number, 50, 100.1))
                .hasMessageContaining("percentile");
        assertThat(Sketches.distribution((Long number) -> number).type()).isNull();
    }
}
