package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.DiscardSink;
import io.weir.basic.GeneratorSource;
import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.engine.local.LocalPorts;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.source.Source;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a job does when it is stopped at a bad moment, when its pipeline has changed, and when a function hangs. */
@Timeout(120)
class FaultsTest {

    private static final long SECONDS_MAX = 60;

    @TempDir
    Path directory;

    @Test
    void aStopWhileItWaitsToRestartCommitsWhatIsDecidedFirst() throws Exception {
        ProbeSink<Long> sink = new ProbeSink<>();
        sink.refuse = true;
        Job job = start("waiting", new ProbeSource(), sink, RestartStrategy.fixedDelay(100, Duration.ofHours(1)));
        await(() -> job.state() == JobState.RUNNING);
        await(() -> job.state() == JobState.WAITING);
        assertThat(sink.committed).hasValue(0);
        sink.refuse = false;
        job.stop();
        assertThat(job.join(SECONDS_MAX, TimeUnit.SECONDS).state()).isEqualTo(JobState.STOPPED);
        assertThat(sink.committed).hasPositiveValue();
    }

    @Test
    void aStopWhoseLastCommitFailsIsTriedAgain() throws Exception {
        ProbeSink<Long> sink = new ProbeSink<>();
        Job job = start("again", endless(), sink, RestartStrategy.fixedDelay(1_000_000, Duration.ofMillis(10)));
        await(() -> sink.committed.get() >= 3);
        sink.refuse = true;
        await(() -> job.state() == JobState.WAITING);
        job.stop();
        sink.refuse = false;
        assertThat(job.join(SECONDS_MAX, TimeUnit.SECONDS).state()).isEqualTo(JobState.STOPPED);
    }

    @Test
    void aStopThatCannotEndInGoodOrderTellsWhy() throws Exception {
        ProbeSink<Long> sink = new ProbeSink<>();
        AtomicLong made = new AtomicLong();
        GeneratorSource<Long> numbers =
                GeneratorSource.of(index -> made.incrementAndGet()).ratePerSecond(1_000);
        Job job = start("told", numbers, sink, RestartStrategy.none());
        await(() -> sink.committed.get() >= 3);
        sink.refuse = true;
        // Without a record since the last checkpoint there would be nothing to commit.
        long before = made.get();
        await(() -> made.get() > before);
        job.stop();
        assertThatThrownBy(() -> job.join(SECONDS_MAX, TimeUnit.SECONDS)).hasMessageContaining("refused");
        assertThat(job.state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aRenamedStateIsToldAndNotDropped() throws Exception {
        MemoryStore<Long> seen = new MemoryStore<>();
        try (Job job = Weir.local(directory).start(counting("count", seen))) {
            assertThat(seen.awaitCommitted(100, Duration.ofSeconds(SECONDS_MAX)))
                    .isTrue();
            job.stop();
            job.join();
        }
        try (Job job = Weir.local(directory).start(counting("counter", seen))) {
            assertThatThrownBy(() -> job.join(SECONDS_MAX, TimeUnit.SECONDS))
                    .hasMessageContaining("missing-state")
                    .hasMessageContaining("\"count\"");
        }
    }

    @Test
    void aSourceThatIsAddedToAnOldJobIsAtItsFirstStart() throws Exception {
        ProbeSink<Long> sink = new ProbeSink<>();
        ProbeSource old = new ProbeSource();
        ProbeSource added = new ProbeSource();
        try (Job job = Weir.local(directory)
                .start(Pipeline.named("two").source("a", old).sink("out", sink).build())) {
            await(() -> sink.committed.get() > 0);
            job.stop();
            job.join();
        }
        PipelineBuilder both = Pipeline.named("two");
        both.source("a", old).union(both.source("b", added)).sink("out", sink);
        try (Job job = Weir.local(directory).start(both.build())) {
            await(() -> !added.firstStarts.isEmpty() && job.state() == JobState.RUNNING);
        }
        assertThat(old.firstStarts).containsExactly(true, false);
        assertThat(added.firstStarts).containsExactly(true);
    }

    record Tags(Set<String> tags) {}

    @Test
    void keysThatCouldBeEqualWithOtherBytesAreRefused() {
        assertThatThrownBy(() -> run(Pipeline.named("sets")
                        .source("texts", ListSource.of("x", "y"))
                        .keyBy(text -> new Tags(Set.of(text)))
                        .aggregate("count", 0L, (count, text) -> count + 1)
                        .sink("out", DiscardSink.create())
                        .build()))
                .hasMessageContaining("unfit-key");
        assertThatThrownBy(() -> run(Pipeline.named("arrays")
                        .source("texts", ListSource.of("x", "y"))
                        .keyBy(text -> text.getBytes(StandardCharsets.UTF_8))
                        .aggregate("count", 0L, (count, text) -> count + 1)
                        .sink("out", DiscardSink.create())
                        .build()))
                .hasMessageContaining("unfit-key");
    }

    @Test
    void anAttemptThatCannotBeBuiltFreesWhatWasMade() throws Exception {
        ProbeSource source = new ProbeSource();
        ProbeSink<Long> sink = new ProbeSink<>();
        try (Job job = Weir.local(directory)
                .start(Pipeline.named("sums")
                        .source("numbers", source)
                        .keyByLong(number -> number)
                        .aggregate("sum", 0L, Long::sum)
                        .sink("out", sink)
                        .build())) {
            await(() -> sink.committed.get() > 0);
            job.stop();
            job.join();
        }
        ProbeSink<Double> other = new ProbeSink<>();
        try (Job job = Weir.local(directory)
                .start(Pipeline.named("sums")
                        .source("numbers", source)
                        .keyByLong(number -> number)
                        .aggregate("sum", 0.0, (sum, number) -> sum + number)
                        .sink("out", other)
                        .build())) {
            assertThatThrownBy(() -> job.join(SECONDS_MAX, TimeUnit.SECONDS))
                    .hasMessageContaining("incompatible-state");
        }
        source.discoverFails.set(true);
        assertThatThrownBy(() -> run(Pipeline.named("undiscovered")
                        .source("numbers", source)
                        .sink("out", DiscardSink.create())
                        .build()))
                .isNotNull();
        assertThat(List.of(sink.openWriters.get(), other.openWriters.get())).containsOnly(0);
        assertThat(List.of(sink.openCommitters.get(), other.openCommitters.get()))
                .containsOnly(0);
        assertThat(List.of(source.openEnumerators.get(), source.openReaders.get()))
                .containsOnly(0);
    }

    @Test
    void aCommitThatHangsIsInterruptedAndItsCommitterClosed() throws Exception {
        ProbeSink<Long> sink = new ProbeSink<>();
        sink.hang = true;
        Job job = start("hung", new ProbeSource(), sink, RestartStrategy.none());
        await(() -> job.state() == JobState.RUNNING);
        await(() -> sink.hanging);
        job.close();
        assertThat(sink.openCommitters).hasValue(0);
        assertThat(sink.openWriters).hasValue(0);
    }

    @Test
    void aFunctionThatHangsIsNoticedOnWhicheverTaskItIs() {
        for (int which = 0; which < 2; which++) {
            int parity = which;
            assertThatThrownBy(() -> {
                        try (Job job = Weir.local(directory.resolve("hang" + parity))
                                .parallelism(2)
                                .checkpointInterval(Duration.ofMillis(20))
                                .checkpointTimeout(Duration.ofSeconds(1))
                                .restartStrategy(RestartStrategy.none())
                                .start(Pipeline.named("hang")
                                        .source("numbers", endless().splits(2))
                                        .map(number -> number % 2 == parity && number > 100 ? hang() : number)
                                        .sink("out", DiscardSink.create())
                                        .build())) {
                            job.join(SECONDS_MAX, TimeUnit.SECONDS);
                        }
                    })
                    .hasMessageContaining("checkpoint-timeout");
        }
    }

    @Test
    void aReleaseThatFailsDoesNotKeepAnybodyWaiting() throws Exception {
        LocalJobDirectory store = LocalJobDirectory.open(directory, "release");
        Job job = Job.start(
                Pipeline.named("release")
                        .source("letters", ListSource.of("a"))
                        .sink("out", DiscardSink.create())
                        .build(),
                JobSettings.DEFAULT,
                store,
                LocalPorts.create(),
                () -> {
                    store.close();
                    throw new IllegalStateException("planted");
                });
        assertThat(job.join(SECONDS_MAX, TimeUnit.SECONDS).state()).isEqualTo(JobState.FINISHED);
    }

    private static GeneratorSource<Long> endless() {
        return GeneratorSource.of(index -> index).ratePerSecond(1_000);
    }

    /** Longer than a checkpoint may take. Nobody interrupts a worker, so that it must end by itself. */
    private static long hang() {
        try {
            Thread.sleep(5_000);
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pipeline counting(String state, MemoryStore<Long> seen) {
        return Pipeline.named("renamed")
                .source("numbers", endless())
                .keyBy(number -> "k")
                .process("count", () -> new KeyedProcessFunction<String, Long, Long>() {
                    private ValueState<Long> count;

                    @Override
                    public void open(StateRegistry states) {
                        count = states.valueState(state, Long.class);
                    }

                    @Override
                    public void process(Long value, Context<String> context, Collector<Long> out) {
                        Long before = count.value();
                        count.update(before == null ? 1 : before + 1);
                        out.collect(value);
                    }
                })
                .sink("out", MemorySink.to(seen))
                .build();
    }

    private void run(Pipeline pipeline) throws Exception {
        try (Job job = Weir.local(directory.resolve(pipeline.name())).start(pipeline)) {
            job.join(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private Job start(String name, Source<Long, ?> source, ProbeSink<Long> sink, RestartStrategy strategy) {
        LocalJobDirectory store = LocalJobDirectory.open(directory, name);
        JobSettings settings = new JobSettings(
                1,
                Guarantee.EXACTLY_ONCE,
                new CheckpointSettings(10_000_000L, 60_000_000_000L, 4),
                new CommitSettings(0, 1, 1),
                strategy,
                List.of(),
                BaseThresholds.DEFAULT,
                true);
        return Job.start(
                Pipeline.named(name).source("numbers", source).sink("out", sink).build(),
                settings,
                store,
                LocalPorts.create(),
                store::close);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long endNanos = System.nanoTime() + SECONDS_MAX * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time it may take").isLessThan(endNanos);
            Thread.sleep(1);
        }
    }
}
