package io.weir.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Weir;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.time.WatermarkStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timers are in memory and the state that they look at is in RocksDB; a job goes from one to the other and back. */
class TimersTest {

    private static final int RECORDS = 20_000;
    private static final int KEYS = 3_000;
    private static final long DELAY = 4_000;

    @TempDir
    private Path directory;

    private final MemoryStore<String> output = new MemoryStore<>();

    @Test
    void timersFireOnceWithTheirStateWhereverItLies() throws Exception {
        JobState state = JobState.STOPPED;
        for (int run = 0; state != JobState.FINISHED; run++) {
            assertThat(run).isLessThan(100);
            Weir weir = Weir.local(directory.resolve("checkpoints"))
                    .checkpointInterval(Duration.ofMillis(20))
                    .parallelism(1 + run % 2);
            if (run % 2 == 0) {
                weir = weir.stateBackend(RocksDbState.in(directory.resolve("scratch")));
            }
            try (Job job = weir.start(pipeline())) {
                output.awaitCommitted(Math.min(RECORDS, 4000 * (run + 1)), Duration.ofSeconds(30));
                if (run < 3) {
                    job.stop();
                }
                state = job.join().state();
            }
        }
        List<String> expected = new ArrayList<>();
        for (long i = 0; i < RECORDS; i++) {
            expected.add("key" + i % KEYS + " " + i);
        }
        assertThat(output.committed()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private Pipeline pipeline() {
        return Pipeline.named("timers")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index)
                                .timestamps(index -> index)
                                .count(RECORDS)
                                .splits(2)
                                .ratePerSecond(40_000),
                        WatermarkStrategy.forMonotonousTimestamps())
                .keyBy(number -> "key" + number % KEYS)
                .process("delay", Delay::new)
                .sink("out", MemorySink.to(output))
                .build();
    }

    private static final class Delay implements KeyedProcessFunction<String, Long, String> {
        private @Nullable MapState<Long, Long> waiting;

        @Override
        public void open(StateRegistry states) {
            waiting = states.mapState("waiting", Long.class, Long.class);
        }

        @Override
        public void process(Long value, Context<String> context, Collector<String> out) {
            Objects.requireNonNull(waiting).put(value + DELAY, value);
            context.timerService().registerEventTimeTimer(value + DELAY);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
            MapState<Long, Long> map = Objects.requireNonNull(waiting);
            out.collect(context.key() + " " + Objects.requireNonNull(map.get(timestamp), "its state"));
            map.remove(timestamp);
        }
    }
}
