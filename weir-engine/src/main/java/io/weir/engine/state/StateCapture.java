package io.weir.engine.state;

import io.weir.engine.journal.CheckpointData.StateDelta;

/**
 * What changed in one state since the last barrier, or all that is in it.
 *
 * <p>Threading: made and copied by the task, then encoded by another thread.
 */
@FunctionalInterface
public interface StateCapture {

    /** Turns it into bytes, once; may take long. Not before {@link #copy} has returned true. It may have no blocks. */
    StateDelta encode();

    /** Returns {@link CaptureScope#ALL} if it has every entry of the state. */
    default CaptureScope scope() {
        return CaptureScope.CHANGED;
    }

    /**
     * Copies what still lies in the table, so that the pause at a barrier does not grow with what has changed: the table copies by itself what is overwritten before its
     * turn.
     *
     * @param entriesMax how many entries to copy at most
     * @return whether nothing is left to be copied
     */
    default boolean copy(int entriesMax) {
        return true;
    }
}
