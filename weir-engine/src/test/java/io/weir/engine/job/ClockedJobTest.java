package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.aggregate.Aggregates;
import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.pipeline.Deduplication;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows by this machine's clock, and duplicates, with attempts that fail in the middle: every record is in one window, and of duplicates one passes. */
class ClockedJobTest {

    private static final int COUNT = 20_000;
    private static final int KEYS = 17;

    /** How often the same number comes. */
    private static final int COPIES = 4;

    @TempDir
    Path directory;

    /** Kinds of windows, each of which has a way of its own in the engine. */
    enum Kind {
        TUMBLING(keyed -> keyed.window(Windows.tumblingProcessingTime(Duration.ofMillis(40)))
                .aggregate(
                        "counts", Aggregates.count(), (key, window, count, out) -> out.collect(List.of(key, count)))),
        SESSIONS(keyed -> keyed.window(Windows.sessionProcessingTime(Duration.ofMillis(15)))
                .aggregate(
                        "counts", Aggregates.count(), (key, window, count, out) -> out.collect(List.of(key, count)))),
        ELEMENTS(keyed -> keyed.window(Windows.tumblingProcessingTime(Duration.ofMillis(40)))
                .process(
                        "counts",
                        Long.class,
                        (key, window, elements, out) -> out.collect(List.of(key, (long) elements.size()))));

        private final Function<KeyedStream<Long, Long>, Stream<List<Long>>> windows;

        Kind(Function<KeyedStream<Long, Long>, Stream<List<Long>>> windows) {
            this.windows = windows;
        }
    }

    private static long keyOf(long number) {
        return number % KEYS;
    }

    private <T> List<T> run(int parallelism, boolean timed, Function<Stream<Long>, Stream<T>> stages) throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        MemoryStore<T> output = new MemoryStore<>();
        GeneratorSource<Long> numbers =
                GeneratorSource.of(index -> index).count(COUNT).splits(3).ratePerSecond(40_000);
        PipelineBuilder builder = Pipeline.named("clocked");
        Stream<Long> source = timed
                ? builder.source(
                        "numbers",
                        numbers,
                        WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofMillis(50))
                                .withTimestampAssigner((number, given) -> number / COPIES))
                : builder.source("numbers", numbers);
        stages.apply(source.map(number -> {
                    if (number % 5000 == 4999 && failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("planted");
                    }
                    return number;
                }))
                .sink("out", MemorySink.to(output));
        try (Job job = Weir.local(directory.resolve("checkpoints" + parallelism))
                .parallelism(parallelism)
                .checkpointInterval(Duration.ofMillis(5))
                .restartStrategy(RestartStrategy.fixedDelay(10, Duration.ofMillis(1)))
                .start(builder.build())) {
            assertThat(job.join(60, TimeUnit.SECONDS).restarts()).isBetween(1, 2);
        }
        return output.committed();
    }

    @ParameterizedTest
    @EnumSource
    void everyRecordIsInOneWindowAlsoThoseAtTheEndOfTheInput(Kind kind) throws Exception {
        Map<Long, Long> expected = new HashMap<>();
        for (long number = 0; number < COUNT; number++) {
            expected.merge(keyOf(number), 1L, Long::sum);
        }
        for (int parallelism : new int[] {1, 2}) {
            Map<Long, Long> counts = new HashMap<>();
            for (List<Long> result :
                    run(parallelism, false, source -> kind.windows.apply(source.keyByLong(ClockedJobTest::keyOf)))) {
                counts.merge(result.get(0), result.get(1), Long::sum);
            }
            assertThat(counts).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofDuplicatesOnePasses(boolean byEventTime) throws Exception {
        Deduplication<Long> how = byEventTime
                ? Deduplication.byEventTime(Duration.ofMillis(100))
                : Deduplication.byProcessingTime(Duration.ofDays(1));
        Set<Long> expected = new HashSet<>();
        LongStream.range(0, COUNT / COPIES).forEach(expected::add);
        for (int parallelism : new int[] {1, 2}) {
            List<Long> once = run(
                    parallelism,
                    byEventTime,
                    source -> source.keyByLong(number -> number / COPIES)
                            .deduplicate("once", how)
                            .map(number -> number / COPIES));
            assertThat(once).doesNotHaveDuplicates();
            assertThat(new HashSet<>(once)).isEqualTo(expected);
        }
    }
}
