package io.weir.pipeline;

import io.weir.graph.Operation;
import org.jspecify.annotations.Nullable;

/** Knows on which stages a single record can fail without a trace of it being left. */
final class DeadLetterStages {

    private DeadLetterStages() {}

    /** Returns why a stage cannot have dead letters; null if it can. */
    static @Nullable String unsound(Operation operation) {
        if (operation instanceof Operation.BroadcastProcess) {
            return "every subtask gets each broadcast record, and some could take one that others cannot";
        }
        if (operation instanceof Operation.Deduplicate) {
            return "the stage calls no function of yours but the one that reads keys";
        }
        if (operation instanceof Operation.PairWindowed) {
            return "a join's function fails for a pair of records when their window ends, and not for one of them";
        }
        return null;
    }
}
