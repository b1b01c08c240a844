package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
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
import io.weir.pipeline.Pipeline;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A split whose event time runs ahead waits for the other, in one reader and across subtasks and sources, and is let go when the other is at its end. */
class AlignmentTest {

    private static final int RECORDS = 80_000;

    /** Of the fast split, from one record to the next; the slow one has a millisecond. */
    private static final long STEP = 100;

    private static final long DRIFT = 200_000;

    /** What a reader emits in one turn: alignment is looked at between turns. */
    private static final long TURN = 1024 * STEP;

    private final SimWorld world = new SimWorld(5);
    private final SimStore disk = new SimStore();
    private long slowTime;
    private long fastTime;
    private long fastTimeAtSlowEnd;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSplitWaitsForAnotherOfItsSource(int parallelism) {
        WatermarkStrategy<Long> aligned = WatermarkStrategy.<Long>forMonotonousTimestamps()
                .withWatermarkAlignment("group", Duration.ofMillis(DRIFT), Duration.ofMillis(1));
        run(parallelism, pipelineOfSplits(aligned));
        // Until it is known where the others are nobody waits; after that a turn may be under way.
        assertThat(fastTimeAtSlowEnd).isBetween(DRIFT, RECORDS + DRIFT + 4 * TURN);
        assertThat(fastTime).as("to the end").isEqualTo((RECORDS - 1) * STEP);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void withoutAlignmentItDoesNot(int parallelism) {
        run(parallelism, pipelineOfSplits(WatermarkStrategy.forMonotonousTimestamps()));
        assertThat(fastTimeAtSlowEnd).isGreaterThan(RECORDS + DRIFT + 4 * TURN);
    }

    @ParameterizedTest
    @CsvSource({"1, group", "2, group", "1, another"})
    void aSourceWaitsForAnotherOfItsGroup(int parallelism, String groupOfSlow) {
        run(parallelism, pipelineOfSources(groupOfSlow));
        if (groupOfSlow.equals("group")) {
            assertThat(fastTimeAtSlowEnd).isBetween(DRIFT, RECORDS + DRIFT + 4 * TURN);
        } else {
            assertThat(fastTimeAtSlowEnd).isGreaterThan(RECORDS + DRIFT + 4 * TURN);
        }
        assertThat(fastTime).as("to the end").isEqualTo((RECORDS - 1) * STEP);
    }

    private void run(int parallelism, Pipeline pipeline) {
        JobSettings settings = new JobSettings(
                parallelism,
                Guarantee.EXACTLY_ONCE,
                new CheckpointSettings(20_000_000L, 600_000_000_000L, 3),
                CommitSettings.DEFAULT,
                RestartStrategy.fixedDelay(0, Duration.ofMillis(5)),
                List.of(),
                BaseThresholds.DEFAULT,
                false);
        Job job = Job.start(pipeline, settings, disk, world.ports(), () -> {});
        world.runUntil(() -> job.state().isFinal());
        assertThat(job.state()).isEqualTo(JobState.FINISHED);
    }

    /** Even indices are in the slow split, odd ones in the fast. */
    private Pipeline pipelineOfSplits(WatermarkStrategy<Long> strategy) {
        return Pipeline.named("splits")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index)
                                .timestamps(index -> index / 2 * (index % 2 == 0 ? 1 : STEP))
                                .count(2 * RECORDS)
                                .splits(2),
                        strategy)
                .map(index -> index % 2 == 0 ? slow(index / 2) : fast(index / 2 * STEP))
                .filter(time -> false)
                .sink("out", MemorySink.to(new MemoryStore<>()))
                .build();
    }

    private Pipeline pipelineOfSources(String groupOfSlow) {
        var builder = Pipeline.named("sources");
        var slow = builder.source(
                        "slow",
                        GeneratorSource.of(index -> index)
                                .timestamps(index -> index)
                                .count(RECORDS)
                                .splits(1),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withWatermarkAlignment(groupOfSlow, Duration.ofMillis(DRIFT), Duration.ofMillis(1)))
                .map(this::slow);
        var fast = builder.source(
                        "fast",
                        GeneratorSource.of(index -> index)
                                .timestamps(index -> index * STEP)
                                .count(RECORDS)
                                .splits(1),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withWatermarkAlignment("group", Duration.ofMillis(DRIFT), Duration.ofMillis(1)))
                .map(index -> fast(index * STEP));
        slow.union(fast).filter(time -> false).sink("out", MemorySink.to(new MemoryStore<>()));
        return builder.build();
    }

    private long slow(long time) {
        slowTime = time;
        if (slowTime == RECORDS - 1) {
            fastTimeAtSlowEnd = fastTime;
        }
        return time;
    }

    private long fast(long time) {
        fastTime = time;
        return time;
    }
}
