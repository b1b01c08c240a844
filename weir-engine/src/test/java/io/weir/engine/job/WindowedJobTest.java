package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.aggregate.Aggregates;
import io.weir.basic.GeneratorSource;
import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.graph.OutputTag;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
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
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows on this machine's threads and files, with attempts that fail in the middle of them. */
class WindowedJobTest {

    private static final int COUNT = 30_000;
    private static final long OUT_OF_ORDER = 50;
    private static final OutputTag<Long> LATE = OutputTag.of("late", Long.class);

    @TempDir
    Path directory;

    /** A number's time: about as many milliseconds, out of order. */
    private static long timeOf(long number) {
        return 10_000 + number - (number * 7919) % OUT_OF_ORDER;
    }

    private static long keyOf(long number) {
        return number * 31 % 17;
    }

    private static WatermarkStrategy<Long> watermarks() {
        return WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofMillis(2 * OUT_OF_ORDER))
                .withTimestampAssigner((number, timestamp) -> timeOf(number));
    }

    private List<String> run(int parallelism, Function<KeyedStream<Long, Long>, Stream<String>> windows)
            throws Exception {
        AtomicInteger failures = new AtomicInteger(3);
        MemoryStore<String> output = new MemoryStore<>();
        PipelineBuilder builder = Pipeline.named("windowed");
        KeyedStream<Long, Long> keyed = builder.source(
                        "numbers",
                        GeneratorSource.of(index -> index)
                                .count(COUNT)
                                .splits(3)
                                .ratePerSecond(60_000),
                        watermarks())
                .map(number -> {
                    if (number % 7000 == 6999 && failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("planted");
                    }
                    return number;
                })
                .keyByLong(WindowedJobTest::keyOf);
        MemoryStore<Long> late = new MemoryStore<>();
        Stream<String> results = windows.apply(keyed);
        results.sideOutput(LATE).sink("late", MemorySink.to(late));
        results.sink("out", MemorySink.to(output));
        try (Job job = Weir.local(directory.resolve("checkpoints" + parallelism))
                .parallelism(parallelism)
                .checkpointInterval(Duration.ofMillis(5))
                .restartStrategy(RestartStrategy.fixedDelay(10, Duration.ofMillis(1)))
                .start(builder.build())) {
            Receipt receipt = job.join(60, TimeUnit.SECONDS);
            // Two subtasks may fail in one attempt.
            assertThat(receipt.restarts()).isBetween(1, 3);
        }
        assertThat(late.committed()).isEmpty();
        return output.committed();
    }

    private static Stream<String> sums(KeyedStream<Long, Long> keyed, WindowAssigner<Object, TimeWindow> assigner) {
        return keyed.window(assigner)
                .sideOutputLateData(LATE)
                .aggregate(
                        "sums",
                        Aggregates.sumLong((Long number) -> number),
                        (key, window, sum, out) -> out.collect(text(key, window.start(), window.end(), sum)));
    }

    private static String text(long key, long start, long end, long sum) {
        return key + "[" + start + "," + end + ")=" + sum;
    }

    private static List<String> batch(long size, long slide) {
        Map<List<Long>, Long> sums = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (long number = 0; number < COUNT; number++) {
            long last = timeOf(number) / slide * slide;
            for (long start = last; start > timeOf(number) - size; start -= slide) {
                sums.merge(List.of(keyOf(number), start), number, Long::sum);
            }
        }
        List<String> results = new ArrayList<>();
        sums.forEach((window, sum) -> results.add(text(window.get(0), window.get(1), window.get(1) + size, sum)));
        return results;
    }

    @Test
    void tumblingWindowsAreExactAlthoughAttemptsFail() throws Exception {
        for (int parallelism : new int[] {1, 2}) {
            assertThat(run(parallelism, keyed -> sums(keyed, Windows.tumbling(Duration.ofMillis(700)))))
                    .containsExactlyInAnyOrderElementsOf(batch(700, 700));
        }
    }

    @Test
    void slidingWindowsAreExactAlthoughAttemptsFail() throws Exception {
        for (int parallelism : new int[] {1, 2}) {
            assertThat(run(
                            parallelism,
                            keyed -> sums(keyed, Windows.sliding(Duration.ofMillis(1000), Duration.ofMillis(400)))))
                    .containsExactlyInAnyOrderElementsOf(batch(1000, 400));
        }
    }

    @Test
    void sessionsAreExactAlthoughAttemptsFail() throws Exception {
        List<String> expected = sessions(20);
        assertThat(expected).hasSizeGreaterThan(1000);
        for (int parallelism : new int[] {1, 2}) {
            assertThat(run(parallelism, keyed -> sums(keyed, Windows.session(Duration.ofMillis(20)))))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<String> sessions(long gap) {
        Map<Long, TreeMap<Long, Long>> ofKeys = new TreeMap<>();
        for (long number = 0; number < COUNT; number++) {
            ofKeys.computeIfAbsent(keyOf(number), unused -> new TreeMap<>()).merge(timeOf(number), number, Long::sum);
        }
        List<String> results = new ArrayList<>();
        ofKeys.forEach((key, times) -> {
            long start = times.firstKey();
            long end = start;
            long sum = 0;
            for (Map.Entry<Long, Long> each : times.entrySet()) {
                if (each.getKey() > end && sum > 0) {
                    results.add(text(key, start, end, sum));
                    start = each.getKey();
                    sum = 0;
                }
                end = each.getKey() + gap;
                sum += each.getValue();
            }
            results.add(text(key, start, end, sum));
        });
        return results;
    }

    @Test
    void lateRecordsGoToTheSideOutputEachOnce() throws Exception {
        MemoryStore<Long> late = new MemoryStore<>();
        MemoryStore<Long> sums = new MemoryStore<>();
        PipelineBuilder builder = Pipeline.named("late");
        Stream<Long> results = builder.source(
                        "numbers",
                        ListSource.of(1L, 2L, 3L, 30L, 4L, 31L, 5L, 60L, 33L),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((number, timestamp) -> number))
                .keyByLong(number -> 0)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .sideOutputLateData(LATE)
                .reduce("sums", Long.class, Long::sum);
        results.sink("results", MemorySink.to(sums));
        results.sideOutput(LATE).sink("late", MemorySink.to(late));
        try (Job job = Weir.local(directory).start(builder.build())) {
            job.join(60, TimeUnit.SECONDS);
        }
        long all = java.util.stream.Stream.concat(late.committed().stream(), sums.committed().stream())
                .mapToLong(number -> number)
                .sum();
        assertThat(all).isEqualTo(1 + 2 + 3 + 30 + 4 + 31 + 5 + 60 + 33);
    }

    @Test
    void lateRecordsWhoseSideOutputNobodyReadsAreRefusedAtTheStart() {
        Pipeline pipeline = Pipeline.named("late")
                .source("numbers", ListSource.of(1L), watermarks())
                .keyByLong(number -> 0)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .sideOutputLateData(LATE)
                .reduce("sums", Long.class, Long::sum)
                .sink("results", MemorySink.to(new MemoryStore<>()))
                .build();
        assertThatThrownBy(() -> {
                    try (Job job = Weir.local(directory).start(pipeline)) {
                        job.join(60, TimeUnit.SECONDS);
                    }
                })
                .hasMessageContaining("[unread-side-output]");
    }
}
