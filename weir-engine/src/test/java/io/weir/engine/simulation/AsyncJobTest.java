package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.async.AsyncSettings;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.JournalReader;
import io.weir.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs with requests by scripts: a service that stands still while barriers, crashes, stops and ends of input come. */
class AsyncJobTest {

    private static final AsyncSettings ORDERED = AsyncSettings.ordered(Duration.ofMinutes(10));
    private static final AsyncSettings UNORDERED = AsyncSettings.unordered(Duration.ofMinutes(10));

    private final SimWorld world = new SimWorld(11);
    private final SimStore disk = new SimStore();
    private final GatedSource source = new GatedSource();
    private final Answers service = new Answers();
    private final MemoryStore<String> output = new MemoryStore<>();

    @ParameterizedTest
    @CsvSource({"1, 1, true", "2, 2, true", "3, 1, true", "1, 3, true", "2, 3, false", "4, 2, false"})
    void i1WhatIsAskedIsInTheCheckpointAndIsAskedAgainAfterACrashAtWhateverParallelism(
            int before, int after, boolean ordered) {
        AsyncSettings settings = ordered ? ORDERED : UNORDERED;
        start(before, settings);
        releaseAndAsk(10);
        service.answer(value(3));
        service.answer(value(7));
        world.runUntil(() -> inFlight() == (ordered ? 10 : 8));
        world.crash();
        service.forget();

        start(after, settings);
        world.runUntil(() -> service.open().size() == (ordered ? 10 : 8));
        service.answerAll();
        world.runUntil(() -> output.committed().size() == 10);
        world.runForAWhile();
        assertOutput(10, ordered);
        assertThat(service.askedCount()).isEqualTo(ordered ? 20 : 18);
    }

    @Test
    void aCheckpointDoesNotWaitForAnswersAndCommitsWhatIsThere() {
        Job job = start(1, UNORDERED);
        releaseAndAsk(10);
        service.answer(value(9));
        world.runUntil(() -> output.committed().contains(value(9)));
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(inFlight()).isEqualTo(9);
    }

    /** Otherwise a record could come out before one that was read before it and is asked for again, elsewhere. */
    @Test
    void i12NothingIsReadAfterARestartBeforeOrderedRequestsAreThrough() {
        start(2, ORDERED);
        releaseAndAsk(5);
        world.runUntil(() -> inFlight() == 5);
        world.crash();
        service.forget();
        source.release(value(5), value(6));

        start(3, ORDERED);
        world.runUntil(() -> service.open().size() == 5);
        world.runForAWhile();
        assertThat(service.open()).doesNotContain(value(5));
        service.answerAll();
        world.runUntil(() -> output.committed().size() == 7);
        assertOutput(7, true);
    }

    @Test
    void i1CrashesWhileRequestsAreMadeAgainLoseNone() {
        start(2, ORDERED.capacity(3));
        release(40);
        world.runUntil(() -> service.open().size() == 3);
        world.runForAWhile();
        assertThat(inFlight()).as("the barrier has overtaken the rest").isGreaterThan(3);
        for (int crash = 1; crash < 30; crash++) {
            world.crash();
            disk.losePower(world.random());
            service.forget();
            start(1 + crash % 3, ORDERED.capacity(1 + crash % 5));
            for (int i = 0; i < 20 * crash; i++) {
                world.step();
                if (i % 16 == 0 && !service.open().isEmpty()) {
                    service.answer(service.open().get(0));
                }
            }
        }
        world.crash();
        service.answerAll();
        start(2, ORDERED);
        world.runUntil(() -> output.committed().size() == 40);
        world.runForAWhile();
        assertOutput(40, true);
    }

    @Test
    void anAnswerToAnEarlierAttemptChangesNothing() {
        start(1, ORDERED);
        releaseAndAsk(2);
        world.runUntil(() -> inFlight() == 2);
        world.crash();
        start(1, ORDERED);
        world.runUntil(() -> service.askedCount() == 4);
        service.answerAll();
        world.runUntil(() -> output.committed().size() == 2);
        world.runForAWhile();
        assertOutput(2, true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void i11AJobThatStopsHasNothingInFlight(boolean ordered) {
        Job job = start(2, ordered ? ORDERED : UNORDERED);
        releaseAndAsk(6);
        job.stop();
        world.runForAWhile();
        assertThat(job.state().isFinal()).as("it waits for the answers").isFalse();
        service.answerAll();
        world.runUntil(() -> job.state().isFinal());
        assertThat(job.state()).isEqualTo(JobState.STOPPED);
        assertThat(inFlight()).isZero();
        assertThat(service.closedCount()).isEqualTo(service.openedCount()).isPositive();
        assertOutput(6, ordered);
    }

    @Test
    void i11AJobThatStopsWhileRequestsAreMadeAgainAnswersThemFirst() {
        start(2, ORDERED);
        releaseAndAsk(6);
        world.runUntil(() -> inFlight() == 6);
        world.crash();
        service.forget();
        Job again = start(1, ORDERED);
        world.runUntil(() -> again.state() == JobState.RUNNING);
        again.stop();
        service.answerAll();
        world.runUntil(() -> again.state().isFinal());
        assertThat(again.state()).isEqualTo(JobState.STOPPED);
        assertThat(inFlight()).isZero();
        assertOutput(6, true);
    }

    @Test
    void i11TheInputEndsWhenAllIsAnswered() {
        Job job = start(2, UNORDERED);
        releaseAndAsk(6);
        source.end();
        world.runForAWhile();
        assertThat(job.state().isFinal()).isFalse();
        service.answerAll();
        world.runUntil(() -> job.state().isFinal());
        assertThat(job.state()).isEqualTo(JobState.FINISHED);
        assertThat(inFlight()).isZero();
        assertOutput(6, false);
    }

    @Test
    void requestsOnTheWayToOtherRequestsAreKeptToo() {
        startTwice(2, UNORDERED);
        releaseAndAsk(9);
        service.answer(value(1));
        world.runUntil(() -> service.open().contains(value(1)) && inFlight() == 9);
        world.crash();
        service.answerAll();
        startTwice(1, UNORDERED);
        world.runUntil(() -> output.committed().size() == 9);
        world.runForAWhile();
        assertOutput(9, false);
    }

    @Test
    void aFailedRequestEndsTheJobThatMayNotRestartWithItsCode() {
        Job job = start(1, AsyncSettings.ordered(Duration.ofMillis(50)), RestartStrategy.none());
        release(1);
        world.runUntil(() -> job.state().isFinal());
        assertThatThrownBy(job::join).hasStackTraceContaining("async-timeout").hasStackTraceContaining("ask");
    }

    @Test
    void aStageThatIsGoneWithRequestsInTheCheckpointIsTold() {
        start(1, ORDERED);
        releaseAndAsk(3);
        world.runUntil(() -> inFlight() == 3);
        world.crash();
        Job job = Job.start(
                Pipeline.named("asking")
                        .source("source", source)
                        .sink("output", MemorySink.to(output))
                        .build(),
                settings(1, RestartStrategy.none()),
                disk,
                world.ports(),
                () -> {});
        world.runUntil(() -> job.state().isFinal());
        assertThatThrownBy(job::join).hasStackTraceContaining("missing-stage").hasStackTraceContaining("ask");
    }

    private void release(int count) {
        for (int i = 0; i < count; i++) {
            source.release(value(i));
        }
    }

    private void releaseAndAsk(int count) {
        release(count);
        world.runUntil(() -> service.open().size() >= Math.min(count, 4));
        world.runForAWhile();
    }

    private int inFlight() {
        return JournalReader.last(disk).inFlight().stream()
                .mapToInt(InFlightRecords::count)
                .sum();
    }

    private void assertOutput(int count, boolean ordered) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add(value(i));
        }
        if (ordered) {
            assertThat(output.committed()).as("I12").isEqualTo(expected);
        } else {
            assertThat(output.committed()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String value(int index) {
        return "value-%03d".formatted(index);
    }

    private Job start(int parallelism, AsyncSettings settings) {
        return start(parallelism, settings, RestartStrategy.fixedDelay(100, Duration.ofMillis(5)));
    }

    private Job start(int parallelism, AsyncSettings settings, RestartStrategy restarts) {
        Pipeline pipeline = Pipeline.named("asking")
                .source("source", source)
                .async("ask", settings, service::function)
                .keyBy(value -> "all")
                .aggregate("last", "", (earlier, value) -> value)
                .sink("output", MemorySink.to(output))
                .build();
        return Job.start(pipeline, settings(parallelism, restarts), disk, world.ports(), () -> {});
    }

    private void startTwice(int parallelism, AsyncSettings settings) {
        Pipeline pipeline = Pipeline.named("asking")
                .source("source", source)
                .async("ask", settings, service::function)
                .async("ask-again", settings, service::function)
                .sink("output", MemorySink.to(output))
                .build();
        Job.start(
                pipeline,
                settings(parallelism, RestartStrategy.fixedDelay(100, Duration.ofMillis(5))),
                disk,
                world.ports(),
                () -> {});
    }

    private static JobSettings settings(int parallelism, RestartStrategy restarts) {
        return new JobSettings(
                parallelism,
                Guarantee.EXACTLY_ONCE,
                new CheckpointSettings(
                        20_000_000L, 600_000_000_000L, 3, parallelism == 1 ? CheckpointSettings.NEVER : 0),
                CommitSettings.DEFAULT,
                restarts,
                List.of(),
                BaseThresholds.DEFAULT,
                false);
    }
}
