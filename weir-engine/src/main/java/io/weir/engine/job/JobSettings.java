package io.weir.engine.job;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.plan.PhysicalPlan;
import io.weir.engine.plan.Planner;
import io.weir.engine.state.StateBackend;
import io.weir.engine.task.TaskSettings;
import io.weir.graph.StageGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job is run.
 *
 * <p>Threading: Immutable.
 *
 * @param parallelism of stages that set none
 * @param settlements what a person has decided about output in doubt
 * @param bases when the journal is shortened, and how much of it is retained
 * @param classCopies whether every chain position gets its own copy of its operator's class, for speed; those who start thousands of short jobs do without
 * @param tasks bounds of their work
 * @param stateBackend where keyed state lies that memory does not hold; null to hold all of it
 */
public record JobSettings(
        int parallelism,
        Guarantee guarantee,
        CheckpointSettings checkpoints,
        CommitSettings commits,
        RestartStrategy restartStrategy,
        List<Settlement> settlements,
        BaseThresholds bases,
        boolean classCopies,
        TaskSettings tasks,
        @Nullable StateBackend stateBackend) {

    /** One subtask a stage, exactly once, a checkpoint every 100 ms decided within a minute, restarts with exponential delay. */
    public static final JobSettings DEFAULT = new JobSettings(
            1,
            Guarantee.EXACTLY_ONCE,
            new CheckpointSettings(100_000_000L, 60_000_000_000L, 4),
            CommitSettings.DEFAULT,
            RestartStrategy.exponentialDelay(),
            List.of(),
            BaseThresholds.DEFAULT,
            true);

    public JobSettings {
        settlements = List.copyOf(settlements);
    }

    /** Settings with tasks of the usual bounds, and all state in memory. */
    public JobSettings(
            int parallelism,
            Guarantee guarantee,
            CheckpointSettings checkpoints,
            CommitSettings commits,
            RestartStrategy restartStrategy,
            List<Settlement> settlements,
            BaseThresholds bases,
            boolean classCopies) {
        this(
                parallelism,
                guarantee,
                checkpoints,
                commits,
                restartStrategy,
                settlements,
                bases,
                classCopies,
                TaskSettings.DEFAULT,
                null);
    }

    public JobSettings withTasks(TaskSettings newTasks) {
        return new JobSettings(
                parallelism,
                guarantee,
                checkpoints,
                commits,
                restartStrategy,
                settlements,
                bases,
                classCopies,
                newTasks,
                stateBackend);
    }

    public JobSettings withParallelism(int newParallelism) {
        return new JobSettings(
                newParallelism,
                guarantee,
                checkpoints,
                commits,
                restartStrategy,
                settlements,
                bases,
                classCopies,
                tasks,
                stateBackend);
    }

    public JobSettings withGuarantee(Guarantee newGuarantee) {
        return new JobSettings(
                parallelism,
                newGuarantee,
                checkpoints,
                commits,
                restartStrategy,
                settlements,
                bases,
                classCopies,
                tasks,
                stateBackend);
    }

    public JobSettings withCheckpoints(CheckpointSettings newCheckpoints) {
        return new JobSettings(
                parallelism,
                guarantee,
                newCheckpoints,
                commits,
                restartStrategy,
                settlements,
                bases,
                classCopies,
                tasks,
                stateBackend);
    }

    public JobSettings withRestartStrategy(RestartStrategy newStrategy) {
        return new JobSettings(
                parallelism,
                guarantee,
                checkpoints,
                commits,
                newStrategy,
                settlements,
                bases,
                classCopies,
                tasks,
                stateBackend);
    }

    public JobSettings withRetainedCheckpoints(int retained) {
        return new JobSettings(
                parallelism,
                guarantee,
                checkpoints,
                commits,
                restartStrategy,
                settlements,
                bases.withRetained(retained),
                classCopies,
                tasks,
                stateBackend);
    }

    /** Adds a settlement to those there are. */
    public JobSettings withSettlement(Settlement settlement) {
        List<Settlement> all = new ArrayList<>(settlements);
        all.add(settlement);
        return new JobSettings(
                parallelism,
                guarantee,
                checkpoints,
                commits,
                restartStrategy,
                all,
                bases,
                classCopies,
                tasks,
                stateBackend);
    }

    /** Keeps keyed state that is larger than memory in a backend. */
    public JobSettings withStateBackend(StateBackend newBackend) {
        return new JobSettings(
                parallelism,
                guarantee,
                checkpoints,
                commits,
                restartStrategy,
                settlements,
                bases,
                classCopies,
                tasks,
                newBackend);
    }

    /** Returns what runs of a graph under these settings. Records are combined before an exchange only where no barrier overtakes them: then they must be there one by one. */
    PhysicalPlan plan(StageGraph graph) {
        return Planner.plan(graph, parallelism, !checkpoints.overtaking());
    }
}
