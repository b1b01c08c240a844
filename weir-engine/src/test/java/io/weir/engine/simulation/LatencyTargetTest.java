package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.checkpoint.LatencyTarget;
import io.weir.engine.checkpoint.LatencyTargetState;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobMetrics;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.pipeline.Pipeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whole jobs under virtual time: they find their interval, and measure what their records wait. */
class LatencyTargetTest {

    private static final long RECORDS = 40_000;

    private final SimWorld world = new SimWorld(1);
    private final MemoryStore<Long> output = new MemoryStore<>();

    @Test
    void aJobFindsTheIntervalWithWhichItsTargetIsHeld() throws InterruptedException {
        Job job = start(JobSettings.DEFAULT.checkpoints().withLatencyTarget(new LatencyTarget(800_000_000, 0.1)));
        assertThat(job.metrics().latencyTarget()).isEqualTo(LatencyTargetState.MEASURING);
        world.runUntil(() -> job.metrics().latency().count() > RECORDS / 2);
        JobMetrics warm = job.metrics();
        world.runUntil(() -> job.state().isFinal());
        JobMetrics end = job.metrics();

        assertThat(end.latency().count())
                .isEqualTo(RECORDS)
                .isEqualTo(job.join().recordsIn());
        assertThat(warm.latencyTarget()).isEqualTo(LatencyTargetState.HELD);
        assertThat(warm.checkpointInterval())
                .as("begins with 100 ms")
                .isBetween(Duration.ofMillis(400), Duration.ofMillis(790));
        assertThat(end.latency().since(warm.latency()).p99()).isBetween(Duration.ofMillis(400), Duration.ofMillis(830));
    }

    @Test
    void aFixedIntervalIsMeasuredTheSameWay() throws InterruptedException {
        Job job = start(new CheckpointSettings(2_000_000_000L, 60_000_000_000L, 4));
        world.runUntil(() -> job.state().isFinal());
        assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        JobMetrics metrics = job.metrics();
        assertThat(metrics.latency().count()).isEqualTo(RECORDS);
        assertThat(metrics.latency().max()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(metrics.latency().p50()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_300));
        assertThat(metrics.checkpointInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(metrics.latencyTarget()).isEqualTo(LatencyTargetState.NONE);
    }

    private Job start(CheckpointSettings checkpoints) {
        Pipeline pipeline = Pipeline.named("steered")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(RECORDS).ratePerSecond(2_000))
                .keyByLong(number -> number % 50)
                .aggregate("sum", 0L, Long::sum)
                .sink("out", MemorySink.to(output))
                .build();
        return Job.start(
                pipeline, JobSettings.DEFAULT.withCheckpoints(checkpoints), new SimStore(), world.ports(), () -> {});
    }
}
