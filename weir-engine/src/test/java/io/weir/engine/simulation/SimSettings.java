package io.weir.engine.simulation;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.task.TaskSettings;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Settings of simulated jobs. */
final class SimSettings {

    private SimSettings() {}

    /** Draws a parallelism, how many checkpoints may be uncommitted, whether and when barriers overtake, and whether records are gathered though there is little state. */
    static JobSettings random(Random random, int restartsMax) {
        TaskSettings tasks = TaskSettings.DEFAULT;
        return new JobSettings(
                        1 + random.nextInt(3),
                        Guarantee.EXACTLY_ONCE,
                        new CheckpointSettings(
                                20_000_000L,
                                60_000_000_000L,
                                1 + random.nextInt(3),
                                random.nextBoolean() ? CheckpointSettings.NEVER : random.nextInt(3) * 5_000_000L),
                        CommitSettings.DEFAULT,
                        RestartStrategy.fixedDelay(restartsMax, Duration.ofMillis(5)),
                        List.of(),
                        BaseThresholds.DEFAULT,
                        false)
                .withTasks(new TaskSettings(
                        tasks.channelCapacity(),
                        tasks.copiedMax(),
                        tasks.firedMax(),
                        tasks.recordsPerKeyMin(),
                        tasks.watermarkNanosMin(),
                        tasks.aheadNanosMax(),
                        tasks.strideRecords(),
                        random.nextBoolean(),
                        random.nextBoolean()));
    }
}
