package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Stream;
import io.weir.state.Aggregation;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows end because time goes on, and no record comes any more: their results are committed all the same. */
class IdleWindowsTest {

    record Key(long number) {}

    @TempDir
    Path directory;

    private final MemoryStore<Long> output = new MemoryStore<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resultsOfWindowsThatEndWhenAnInputBecomesIdleAreCommitted(boolean merging) throws Exception {
        try (Job job = Weir.local(directory)
                .checkpointInterval(Duration.ofMillis(10))
                .start(pipeline(merging, Duration.ofMillis(500)))) {
            assertThat(output.awaitCommitted(9, Duration.ofSeconds(30)))
                    .as("committed=%s", output.committed())
                    .isTrue();
            job.stop();
        }
        assertThat(output.committed()).contains(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    /** The function that reads the keys is the platform's own, and does not know the user's class. */
    @Test
    void keysWhoseTypeIsNotDeclaredAreRestoredIfTheirFunctionIsThePlatforms() throws Exception {
        for (int run = 0; run < 2; run++) {
            try (Job job = Weir.local(directory)
                    .checkpointInterval(Duration.ofMillis(10))
                    .start(Pipeline.named("keys")
                            .source("steady", new ProbeSource(), strategy(1000))
                            .map(Key::new)
                            .keyBy(Function.identity())
                            .window(Windows.tumbling(Duration.ofSeconds(1)))
                            .aggregate("windows", Long.class, SUM_OF_KEYS)
                            .sink("out", MemorySink.to(output))
                            .build())) {
                assertThat(output.awaitCommitted(9, Duration.ofSeconds(30))).isTrue();
                job.stop();
                assertThat(job.join().state()).isEqualTo(JobState.STOPPED);
            }
        }
    }

    private static final Aggregation<Long, Long, Long> SUM = new Aggregation<>(0L, Long::sum, sum -> sum, Long::sum);

    private static final Aggregation<Key, Long, Long> SUM_OF_KEYS =
            new Aggregation<>(0L, (sum, key) -> sum + key.number(), sum -> sum, Long::sum);

    private Pipeline pipeline(boolean merging, Duration idleness) {
        var builder = Pipeline.named("idle");
        Stream<Long> steady = builder.source("steady", new ProbeSource(), strategy(1000));
        Stream<Long> quiet = builder.source(
                "quiet",
                new ProbeSource(),
                WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner((number, given) -> 0)
                        .withIdleness(idleness));
        return steady.union(quiet)
                .keyByLong(number -> number)
                .window(merging ? Windows.session(Duration.ofMillis(400)) : Windows.tumbling(Duration.ofSeconds(1)))
                .aggregate("windows", Long.class, SUM)
                .sink("out", MemorySink.to(output))
                .build();
    }

    private static WatermarkStrategy<Long> strategy(long step) {
        return WatermarkStrategy.<Long>forMonotonousTimestamps()
                .withTimestampAssigner((number, given) -> number * step);
    }
}
