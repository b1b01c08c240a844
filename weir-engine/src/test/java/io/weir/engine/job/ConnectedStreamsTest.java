package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.graph.BroadcastProcessFunction;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction.Context;
import io.weir.join.IntervalJoin;
import io.weir.join.TemporalJoin;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.state.BroadcastState;
import io.weir.state.BroadcastStates;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.WatermarkStrategy;
import io.weir.window.CountWindows;
import io.weir.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two streams that cannot be brought together are told when the pipeline is built, and functions that would make subtasks disagree when they try. */
class ConnectedStreamsTest {

    @TempDir
    Path directory;

    private final PipelineBuilder builder = Pipeline.named("connected");
    private final Stream<Long> left = builder.source("left", ListSource.of(List.of(1L, 2L)));
    private final Stream<Long> right = builder.source("right", ListSource.of(List.of(1L, 2L)));

    @Test
    void streamsOfTwoPipelinesAreNotConnected() {
        Stream<Long> foreign = Pipeline.named("other").source("right", ListSource.of(List.of(1L)));
        assertThatThrownBy(() -> left.keyByLong(x -> x).connect(foreign.keyByLong(x -> x)))
                .hasMessageContaining("foreign-stream");
        assertThatThrownBy(() -> left.connect(foreign.broadcast())).hasMessageContaining("foreign-stream");
    }

    @Test
    void keysOfTwoKindsAreNotConnected() {
        assertThatThrownBy(() -> left.keyByLong(x -> x).connect(right.keyBy(x -> x)))
                .hasMessageContaining("unlike-keys");
    }

    @Test
    void windowsByCountAreNoneOfTwoStreams() {
        assertThatThrownBy(() ->
                        left.keyByLong(x -> x).connect(right.keyByLong(x -> x)).window(new CountWindows(2, 2)))
                .hasMessageContaining("unfit-windows");
        assertThatThrownBy(() ->
                        left.keyByLong(x -> x).connect(right.keyByLong(x -> x)).window(Windows.global()))
                .hasMessageContaining("unfit-windows");
    }

    @Test
    void aJoinByEventTimeNeedsTimes() throws InterruptedException {
        left.keyByLong(x -> x)
                .connect(right.keyByLong(x -> x))
                .temporalJoin("versions", TemporalJoin.of(Long.class, Long.class), (a, b) -> a + "," + b)
                .sink("out", MemorySink.to(new MemoryStore<>()));
        requireFailure("no-timestamp");
    }

    @Test
    void anEmptyIntervalIsRefused() {
        assertThatThrownBy(
                        () -> IntervalJoin.between(Long.class, Long.class, Duration.ofMillis(2), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lower=PT0.002S");
    }

    @Test
    void broadcastStateIsNotChangedByARecordOfOneSubtask() throws InterruptedException {
        run(new Broken() {
            @Override
            public void process(Long value, Context<Object> context, Collector<String> out) {
                Objects.requireNonNull(shared).put(value, value);
            }
        });
        requireFailure("broadcast-state-read-only");
    }

    @Test
    void aBroadcastRecordHasNoKey() throws InterruptedException {
        run(new Broken() {
            @Override
            public void processBroadcast(Long value, BroadcastContext context, Collector<String> out) {
                Objects.requireNonNull(own).update(value);
            }
        });
        requireFailure("no-key");
    }

    @Test
    void aStreamWithoutKeysHasNoTimers() throws InterruptedException {
        left.connect(right.broadcast())
                .<String>process("bare", () -> new Broken() {
                    @Override
                    public void process(Long value, Context<Object> context, Collector<String> out) {
                        context.timerService().registerEventTimeTimer(1);
                    }
                })
                .sink("out", MemorySink.to(new MemoryStore<>()));
        requireFailure("no-key");
    }

    @Test
    void aStreamIsJoinedWithItself() throws InterruptedException {
        MemoryStore<String> store = new MemoryStore<>();
        Stream<Long> timed = builder.source(
                "timed",
                ListSource.of(List.of(5L, 6L, 8L)).timestamps(x -> x),
                WatermarkStrategy.forMonotonousTimestamps());
        left.union(right).sink("rest", MemorySink.to(new MemoryStore<>()));
        timed.keyByLong(x -> 0)
                .connect(timed.keyByLong(x -> 0))
                .window(Windows.tumbling(Duration.ofMillis(2)))
                .<String>coGroup(
                        "pairs",
                        Long.class,
                        Long.class,
                        (key, window, first, second, out) -> out.collect(window.start() + ": " + first + " " + second))
                .sink("out", MemorySink.to(store));
        try (Job job = Weir.local(directory).start(builder.build())) {
            job.join();
        }
        assertThat(store.committed()).containsExactly("4: [5] [5]", "6: [6] [6]", "8: [8] [8]");
    }

    private void run(Broken function) {
        left.keyByLong(x -> x)
                .connect(right.broadcast())
                .<String>process("broken", () -> function)
                .sink("out", MemorySink.to(new MemoryStore<>()));
    }

    private void requireFailure(String code) throws InterruptedException {
        try (Job job = Weir.local(directory).start(builder.build())) {
            assertThatThrownBy(job::join).hasMessageContaining(code);
        }
    }

    /** Does nothing yet. */
    private abstract static class Broken implements BroadcastProcessFunction<Object, Long, Long, String> {
        @Nullable ValueState<Long> own;

        @Nullable BroadcastState<Long, Long> shared;

        @Override
        public void open(StateRegistry states, BroadcastStates broadcast) {
            own = states.valueState("own", Long.class);
            shared = broadcast.mapState("shared", Long.class, Long.class);
        }

        @Override
        public void process(Long value, Context<Object> context, Collector<String> out) {}

        @Override
        public void processBroadcast(Long value, BroadcastContext context, Collector<String> out) {}
    }
}
