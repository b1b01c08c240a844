package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.DeliveryOutcome;
import io.weir.basic.GeneratorSource;
import io.weir.basic.WriteAheadSink;
import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.pipeline.Pipeline;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose sink keeps the output of a checkpoint in memory, and that make many times more of it in an interval than the sink may hold. */
class LargeCheckpointTest {

    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long RECORDS = 400_000;
    private static final int BYTES_MAX = 512 << 10;
    private static final String PADDING = "x".repeat(90);

    private final SimWorld world = new SimWorld(1);
    private final AtomicLong delivered = new AtomicLong();
    private final WriteAheadSink<String> sink = WriteAheadSink.<String>idempotent(String.class, (records, id) -> {
                delivered.addAndGet(records.size());
                return DeliveryOutcome.DELIVERED;
            })
            .bytesMax(BYTES_MAX);

    @ParameterizedTest
    @ValueSource(longs = {HOUR_NANOS, CheckpointSettings.NEVER})
    void checkpointsComeBeforeTheirTimeSoTheJobGoesOn(long intervalNanos) throws InterruptedException {
        finishes(
                intervalNanos,
                Pipeline.named("large")
                        .source("numbers", GeneratorSource.of(index -> index).count(RECORDS))
                        .map(number -> PADDING + number)
                        .sink("out", sink)
                        .build());
    }

    @Test
    void alsoWhereTheBarrierStandsBehindFullChannels() throws InterruptedException {
        finishes(
                HOUR_NANOS,
                Pipeline.named("large")
                        .source("numbers", GeneratorSource.of(index -> index).count(RECORDS))
                        .keyByLong(number -> number % 50)
                        .aggregate("sum", 0L, Long::sum)
                        .map(result -> PADDING + result)
                        .sink("out", sink)
                        .build());
    }

    private void finishes(long intervalNanos, Pipeline pipeline) throws InterruptedException {
        CheckpointSettings checkpoints = new CheckpointSettings(intervalNanos, HOUR_NANOS, 4);
        Job job = Job.start(
                pipeline, JobSettings.DEFAULT.withCheckpoints(checkpoints), new SimStore(), world.ports(), () -> {});
        world.runUntil(() -> job.state().isFinal());
        assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        assertThat(delivered).hasValue(RECORDS);
    }
}
