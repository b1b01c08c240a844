package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.DiscardSink;
import io.weir.basic.GeneratorSource;
import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.Timestamps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on this machine's threads, files and clock, through the façade. */
class LocalJobTest {

    @TempDir
    Path directory;

    private final MemoryStore<String> output = new MemoryStore<>();

    record Word(String text, int count) {}

    @Test
    void aBoundedJobRunsToItsEndAndReturnsAReceipt() throws Exception {
        Receipt receipt = run(Pipeline.named("words")
                .source("lines", ListSource.of("a b", "b c", "c c"))
                .flatMap(line -> List.of(line.split(" ")))
                .keyBy(word -> word)
                .aggregate("count", new Word("", 0), (count, word) -> new Word(word, count.count() + 1))
                .map(word -> word.text() + word.count())
                .sink("out", MemorySink.to(output))
                .build());
        assertThat(output.committed()).containsExactlyInAnyOrder("a1", "b1", "b2", "c1", "c2", "c3");
        assertThat(receipt.state()).isEqualTo(JobState.FINISHED);
        assertThat(receipt.recordsIn()).isEqualTo(3);
        assertThat(receipt.recordsOut()).isEqualTo(6);
        assertThat(receipt.checkpoints()).isPositive();
        assertThat(receipt.restarts()).isZero();
    }

    @Test
    void severalTasksOnSeveralThreadsGiveTheSameSums() throws Exception {
        MemoryStore<Long> sums = new MemoryStore<>();
        Receipt receipt = run(
                local().parallelism(3).checkpointInterval(Duration.ofMillis(10)),
                Pipeline.named("sums")
                        .source(
                                "numbers",
                                GeneratorSource.of(index -> index)
                                        .count(300_000)
                                        .splits(4))
                        .keyByLong(number -> number % 101)
                        .aggregate("sum", 0L, (sum, number) -> sum + number)
                        .filter(sum -> sum % 1000 == 7)
                        .sink("out", MemorySink.to(sums))
                        .build());
        assertThat(receipt.recordsIn()).isEqualTo(300_000);
        assertThat(sums.committed()).hasSize((int) receipt.recordsOut()).isNotEmpty();
    }

    @Test
    void anExceptionOfTheUserRestartsTheJobAndTheOutputIsExact() throws Exception {
        AtomicInteger failures = new AtomicInteger(3);
        MemoryStore<Long> numbers = new MemoryStore<>();
        Receipt receipt = run(
                local().checkpointInterval(Duration.ofMillis(5))
                        .restartStrategy(RestartStrategy.fixedDelay(10, Duration.ofMillis(1))),
                Pipeline.named("failing")
                        .source(
                                "numbers",
                                GeneratorSource.of(index -> index).count(20_000).ratePerSecond(100_000))
                        .map(number -> {
                            if (number == 10_000 && failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("planted");
                            }
                            return number;
                        })
                        .sink("out", MemorySink.to(numbers))
                        .build());
        assertThat(receipt.restarts()).isEqualTo(3);
        assertThat(numbers.committed()).hasSize(20_000).doesNotHaveDuplicates().isSorted();
        assertThat(receipt.recordsOut()).as("as far as it was decided").isEqualTo(20_000);
    }

    @Test
    void aCheckpointThatIsAskedForCommitsBeforeTheIntervalIsOver() throws Exception {
        MemoryStore<Long> numbers = new MemoryStore<>();
        try (Job job = local().checkpointInterval(Duration.ofHours(1))
                .start(Pipeline.named("asked")
                        .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(1000))
                        .sink("out", MemorySink.to(numbers))
                        .build())) {
            boolean committed = false;
            for (int i = 0; i < 300 && !committed; i++) {
                job.checkpoint();
                committed = numbers.awaitCommitted(10, Duration.ofMillis(100));
            }
            assertThat(committed).isTrue();
        }
    }

    @Test
    void aJobThatFailsForEverGivesUpAsItsStrategySays() throws Exception {
        try (Job job = local().restartStrategy(RestartStrategy.fixedDelay(2, Duration.ofMillis(1)))
                .start(Pipeline.named("hopeless")
                        .source("numbers", GeneratorSource.of(index -> index))
                        .map(number -> {
                            if (number > 100) {
                                throw new IllegalStateException("planted");
                            }
                            return number;
                        })
                        .sink("out", DiscardSink.create())
                        .build())) {
            assertThatThrownBy(() -> job.join(30, TimeUnit.SECONDS)).hasMessageContaining("planted");
            assertThat(job.state()).isEqualTo(JobState.FAILED);
        }
    }

    @Test
    void stateOfEveryKindSurvivesAStopAndAnotherParallelism() throws Exception {
        MemoryStore<String> seen = new MemoryStore<>();
        for (int round = 0; round < 3; round++) {
            int records = (round + 1) * 1000;
            try (Job job = local().parallelism(round + 1).start(stateful(seen))) {
                assertThat(seen.awaitCommitted(records, Duration.ofSeconds(30))).isTrue();
                job.stop();
                assertThat(job.join().state()).isEqualTo(JobState.STOPPED);
            }
        }
        assertThat(seen.committed()).hasSizeGreaterThanOrEqualTo(3000).allMatch(text -> text.endsWith("ok"));
    }

    /** Each record checks that what its key's state holds is what the records before it must have left there. */
    private static Pipeline stateful(MemoryStore<String> seen) {
        return Pipeline.named("stateful")
                .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(10_000))
                .keyBy(number -> "key" + number % 13)
                .process("check", () -> new KeyedProcessFunction<String, Long, String>() {
                    private ValueState<Long> count;
                    private ListState<Long> all;
                    private MapState<String, Long> latest;

                    @Override
                    public void open(StateRegistry states) {
                        count = states.valueState("count", Long.class);
                        all = states.listState("all", Long.class);
                        latest = states.mapState("latest", String.class, Long.class);
                    }

                    @Override
                    public void process(Long value, Context<String> context, Collector<String> out) {
                        long before = count.value() == null ? 0 : count.value();
                        Long last = latest.get("last");
                        boolean ok = before == value / 13
                                && all.get().size() == before
                                && (before == 0 ? last == null : last != null && last == value - 13)
                                && latest.contains("removed") == (before % 2 == 1);
                        count.update(before + 1);
                        all.add(value);
                        latest.put("last", value);
                        if (before % 2 == 0) {
                            latest.put("removed", value);
                        } else {
                            latest.remove("removed");
                        }
                        out.collect(value + (ok ? "ok" : " of " + context.key() + " is wrong: " + before));
                    }
                })
                .sink("out", MemorySink.to(seen))
                .build();
    }

    @Test
    void sideOutputsAndSeveralConsumersOfOneStreamGetTheirRecords() throws Exception {
        OutputTag<String> odd = OutputTag.of("odd", String.class);
        MemoryStore<String> odds = new MemoryStore<>();
        MemoryStore<Long> all = new MemoryStore<>();
        PipelineBuilder builder = Pipeline.named("sides");
        Stream<Long> numbers =
                builder.source("numbers", GeneratorSource.of(index -> index).count(1000));
        numbers.sink("all", MemorySink.to(all));
        Stream<String> even = numbers.keyByLong(number -> number % 10).process("split", () -> (value, context, out) -> {
            if (value % 2 == 0) {
                out.collect("even" + value);
            } else {
                context.output(odd, "odd" + value + "@" + context.timestamp() + (context.key() == value % 10));
            }
        });
        even.sink("even", MemorySink.to(output));
        even.sideOutput(odd).sink("odd", MemorySink.to(odds));
        run(local().parallelism(2), builder.build());
        assertThat(all.committed()).hasSize(1000);
        assertThat(output.committed()).hasSize(500).contains("even998");
        assertThat(odds.committed()).hasSize(500).contains("odd999@" + Timestamps.NONE + "true");
    }

    @Test
    void aSecondJobOnTheSameDirectoryIsToldWhoIsThere() {
        Pipeline pipeline = Pipeline.named("first")
                .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(10))
                .sink("out", DiscardSink.create())
                .build();
        try (Job job = local().start(pipeline)) {
            assertThatThrownBy(() -> local().start(pipeline))
                    .hasMessageContaining("[directory-in-use]")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
                    .hasMessageContaining("first");
            assertThat(job.name()).isEqualTo("first");
        }
    }

    @Test
    void aClosedJobFreesItsDirectoryAndThreads() throws Exception {
        Pipeline pipeline = Pipeline.named("closing")
                .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(1000))
                .sink("out", DiscardSink.create())
                .build();
        for (int i = 0; i < 3; i++) {
            Job job = local().start(pipeline);
            job.close();
            assertThat(job.join().state()).isEqualTo(JobState.CANCELLED);
        }
        awaitNoThreads("weir-closing");
    }

    @Test
    void aPipelineThatLostAStageIsNotStartedOnItsOldCheckpoint() throws Exception {
        run(Pipeline.named("evolving")
                .source("numbers", GeneratorSource.of(index -> index).count(10))
                .keyByLong(number -> number)
                .aggregate("old", 0L, Long::sum)
                .sink("out", DiscardSink.create())
                .build());
        Pipeline renamed = Pipeline.named("evolving")
                .source("numbers", GeneratorSource.of(index -> index).count(10))
                .keyByLong(number -> number)
                .aggregate("new", 0L, Long::sum)
                .sink("out", DiscardSink.create())
                .build();
        try (Job job = local().start(renamed)) {
            assertThatThrownBy(job::join)
                    .hasMessageContaining("[missing-stage]")
                    .hasMessageContaining("\"old\"");
        }
    }

    @Test
    void anAggregateWhoseTypeChangedIsToldWithBothTypes() throws Exception {
        MemoryStore<Long> longs = new MemoryStore<>();
        try (Job job = local().start(typed(longs, 0L, (sum, number) -> sum + number))) {
            assertThat(longs.awaitCommitted(100, Duration.ofSeconds(30))).isTrue();
            job.stop();
            job.join();
        }
        MemoryStore<String> texts = new MemoryStore<>();
        try (Job job = local().start(typed(texts, "", (text, number) -> text + number))) {
            assertThatThrownBy(job::join)
                    .hasMessageContaining("[incompatible-state]")
                    .hasMessageContaining("long")
                    .hasMessageContaining("string");
        }
    }

    private static <A> Pipeline typed(MemoryStore<A> store, A initial, java.util.function.BiFunction<A, Long, A> add) {
        return Pipeline.named("typed")
                .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(2000))
                .keyByLong(number -> number % 3)
                .aggregate("sum", initial, add)
                .sink("out", MemorySink.to(store))
                .build();
    }

    @Test
    void anAccumulatorOfAnotherClassThanTheFirstIsToldAndNothingComesOut() {
        MemoryStore<Number> sums = new MemoryStore<>();
        assertThatThrownBy(() -> run(
                        local().restartStrategy(RestartStrategy.none()),
                        Pipeline.named("mixed")
                                .source(
                                        "numbers",
                                        GeneratorSource.of(index -> index).count(10))
                                .keyByLong(number -> number)
                                .<Number>aggregate("sum", 0L, (sum, number) -> number < 5 ? number : (Number) 0.5)
                                .sink("out", MemorySink.to(sums))
                                .build()))
                .hasStackTraceContaining("mixed-state")
                .hasStackTraceContaining("\"sum\"");
        assertThat(sums.committed()).isEmpty();
    }

    @Test
    void aFailingFirstStartTellsAtOnceAndIsNotRetried() throws Exception {
        List<String> names = new ArrayList<>(List.of("a"));
        try (Job job = local().start(Pipeline.named("unserializable")
                .source("names", ListSource.of(names))
                .keyBy(name -> name)
                .aggregate("objects", new Object(), (object, name) -> object)
                .sink("out", DiscardSink.create())
                .build())) {
            assertThatThrownBy(() -> job.join(10, TimeUnit.SECONDS)).hasMessageContaining("[unserializable-type]");
        }
    }

    @Test
    void joinWithATimeLeavesTheJobRunning() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (Job job = local().start(Pipeline.named("long")
                .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(1000))
                .map(number -> {
                    started.countDown();
                    return number;
                })
                .sink("out", DiscardSink.create())
                .build())) {
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> job.join(10, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            assertThat(job.state()).isEqualTo(JobState.RUNNING);
        }
    }

    private Weir local() {
        return Weir.local(directory);
    }

    private Receipt run(Pipeline pipeline) throws Exception {
        return run(local(), pipeline);
    }

    private static Receipt run(Weir weir, Pipeline pipeline) throws Exception {
        try (Job job = weir.start(pipeline)) {
            return job.join(60, TimeUnit.SECONDS);
        }
    }

    private static void awaitNoThreads(String prefix) {
        long deadlineNanos = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadlineNanos) {
            Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
            if (threads.keySet().stream().noneMatch(thread -> thread.getName().startsWith(prefix))) {
                return;
            }
            Thread.onSpinWait();
        }
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith(prefix)))
                .isEmpty();
    }
}
