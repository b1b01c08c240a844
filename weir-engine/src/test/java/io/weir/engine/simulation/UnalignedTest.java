package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.weir.serde.ByteReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unaligned checkpoints by scripts: a consumer stands still while barriers pass what is queued before it. */
class UnalignedTest {

    private static final int RECORDS = 30;

    private final SimWorld world = new SimWorld(7);
    private final SimStore disk = new SimStore();
    private final GatedSource source = new GatedSource();
    private final MemoryStore<String> output = new MemoryStore<>();

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 3", "3, 1", "2, 1", "4, 2"})
    void i1WhatABarrierOvertookIsProcessedOnceAfterACrashAtWhateverParallelism(int before, int after) {
        Job job = start(before, 0);
        world.runUntil(() -> job.state() == JobState.RUNNING);
        decideWithRecordsInFlight();
        world.crash();

        Job again = start(after, 0);
        world.runUntil(() -> output.committed().size() == RECORDS);
        world.runForAWhile();
        assertOutput();
        assertThat(again.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void i1ACrashWhileTheRecordsAreReplayedLosesNone() {
        Job job = start(2, 0);
        world.runUntil(() -> job.state() == JobState.RUNNING);
        decideWithRecordsInFlight();
        for (int crash = 0; crash < 40 && output.committed().size() < RECORDS; crash++) {
            world.crash();
            disk.losePower(world.random());
            Job again = start(1 + crash % 3, crash % 2 == 0 ? 0 : CheckpointSettings.NEVER);
            world.runUntil(() -> again.state() == JobState.RUNNING);
            for (int i = 0; i < 10 * crash; i++) {
                world.step();
            }
        }
        start(2, 0);
        world.runUntil(() -> output.committed().size() == RECORDS);
        world.runForAWhile();
        assertOutput();
    }

    @Test
    void i11AJobThatStopsHasNothingInFlight() {
        Job job = start(2, 0);
        world.runUntil(() -> job.state() == JobState.RUNNING);
        decideWithRecordsInFlight();
        job.stop();
        world.runUntil(() -> job.state().isFinal());
        assertThat(job.state()).isEqualTo(JobState.STOPPED);
        assertThat(inFlight()).isZero();
        assertOutput();
    }

    @Test
    void i11AJobThatStopsWhileRecordsAreReplayedProcessesThemFirst() {
        Job job = start(2, 0);
        world.runUntil(() -> job.state() == JobState.RUNNING);
        decideWithRecordsInFlight();
        world.crash();

        Job again = start(1, 0);
        world.runUntil(() -> again.state() == JobState.RUNNING);
        again.stop();
        world.runUntil(() -> again.state().isFinal());
        assertThat(again.state()).isEqualTo(JobState.STOPPED);
        assertThat(inFlight()).isZero();
        int read = new ByteReader(
                        JournalReader.last(disk).sources().get(0).splits().get(0))
                .readInt();
        assertThat(output.committed()).as("all that was read").hasSize(read);
    }

    @Test
    void whatWasInFlightBecomesVisibleAlsoIfNothingElseComes() {
        Job job = start(2, 0);
        world.runUntil(() -> job.state() == JobState.RUNNING);
        decideWithRecordsInFlight();
        world.runUntil(() -> output.committed().size() == RECORDS);
        assertOutput();
    }

    /** Only the source and the coordinator run: the records are queued before consumers that stand still, but for the snapshot. */
    private void decideWithRecordsInFlight() {
        source.release(value(0));
        world.runUntil(() -> output.committed().size() == 1);
        for (int i = 1; i < RECORDS; i++) {
            source.release(value(i));
        }
        for (int i = 0; i < 1000 && inFlight() == 0; i++) {
            world.runTask("source");
            world.passMillis(20);
            world.runTask("unaligned/coordinator");
            world.runTask("source");
            if (i == 3) {
                // They take their snapshot before they get on with what is queued, which is recorded.
                world.runTask("total");
            }
            world.runTask("unaligned/coordinator");
            world.runLanesExcept("nothing");
        }
        assertThat(inFlight()).as("records in flight").isPositive();
    }

    private int inFlight() {
        return JournalReader.last(disk).inFlight().stream()
                .mapToInt(InFlightRecords::count)
                .sum();
    }

    private void assertOutput() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            expected.add(value(i));
        }
        assertThat(output.committed()).containsExactlyInAnyOrderElementsOf(expected);
        for (String key : List.of("a", "b", "c", "d", "e")) {
            assertThat(output.committed().stream().filter(value -> value.startsWith(key)))
                    .as("I12")
                    .isEqualTo(expected.stream()
                            .filter(value -> value.startsWith(key))
                            .toList());
        }
    }

    private static String value(int index) {
        return "abcde".charAt(index % 5) + "-%02d".formatted(index);
    }

    private Job start(int parallelism, long overtakeAfterNanos) {
        JobSettings settings = new JobSettings(
                parallelism,
                Guarantee.EXACTLY_ONCE,
                new CheckpointSettings(20_000_000L, 600_000_000_000L, 3, overtakeAfterNanos),
                CommitSettings.DEFAULT,
                RestartStrategy.fixedDelay(100, Duration.ofMillis(5)),
                List.of(),
                BaseThresholds.DEFAULT,
                false);
        Pipeline pipeline = Pipeline.named("unaligned")
                .source("source", source)
                .keyBy(value -> value.substring(0, 1))
                .aggregate("total", "", (earlier, value) -> value)
                .sink("output", MemorySink.to(output))
                .build();
        return Job.start(pipeline, settings, disk, world.ports(), () -> {});
    }
}
