package io.weir.engine.operator;

import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import java.util.List;

/**
 * A step of a fused chain: takes records by plain calls, and control events from its task.
 *
 * <p>Threading: confined to one task.
 */
public interface Operator extends Output {

    /**
     * Moves event time; called before the operators behind this one learn of it, so it may emit what the new time lets go. It does a bounded part of that, and is called
     * again with the same timestamp, before any record, until it has done all. A barrier may come in between.
     *
     * @return whether all is done
     */
    default boolean watermark(long timestamp) {
        return true;
    }

    /** Returns how many times it has acted because a time had come: what came of it must get into a checkpoint, also if no source has read anything. */
    default long firedCount() {
        return 0;
    }

    /** Takes what changed in the operator's state since the last barrier (I1). */
    default List<StateCapture> capture(CaptureScope scope) {
        return List.of();
    }
}
