package io.weir.engine.job;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;

/**
 * How a job is run.
 *
 * <p>Threading: Immutable.
 *
 * @param parallelism of stages that set none
 */
public record JobSettings(
        int parallelism,
        Guarantee guarantee,
        CheckpointSettings checkpoints,
        CommitSettings commits,
        RestartStrategy restartStrategy) {

    /** One subtask a stage, exactly once, a checkpoint every 100 ms decided within a minute, restarts with exponential delay. */
    public static final JobSettings DEFAULT = new JobSettings(
            1,
            Guarantee.EXACTLY_ONCE,
            new CheckpointSettings(100_000_000L, 60_000_000_000L, 4),
            CommitSettings.DEFAULT,
            RestartStrategy.exponentialDelay());
}
