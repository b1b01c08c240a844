package io.weir.engine.state;

import io.weir.engine.journal.CheckpointData.StateDelta;

/**
 * What changed in one state since the last barrier.
 *
 * <p>Threading: made by the task, then encoded by another thread.
 */
@FunctionalInterface
public interface StateCapture {

    /** Turns it into bytes; may take long. */
    StateDelta encode();
}
