package io.weir.engine.operator;

import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.UndoLog;
import io.weir.graph.OutputTag;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a user's function stands on.
 *
 * <p>Threading: confined to one task.
 *
 * @param key of the record being processed
 * @param times how far event time has come for each key group; null if the stage does not remember it over a crash
 * @param clockMillis the machine's clock
 * @param firedMax how many timers fire in one turn of the task at most, which has to move on what was emitted
 * @param sideOutputs by tag; only those that a stage reads
 * @param undo notes how changes of timers are taken back; null if a failed call fails the job
 */
public record FunctionGround(
        KeyContext key,
        StageState state,
        @Nullable GroupTimes times,
        LongSupplier clockMillis,
        int firedMax,
        Map<OutputTag<?>, Output> sideOutputs,
        @Nullable UndoLog undo) {}
