package io.weir.engine.operator;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.ObjectTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.StateHome;
import io.weir.engine.state.Table;
import io.weir.time.Timestamps;
import java.util.List;

/**
 * How far event time has come in each split of a source, as the checkpoint has it: a state whose keys are the ids of splits. So event time goes on after a restart where
 * it was, and not from the first record that comes then.
 *
 * <p>A split may go to any subtask after a restart, so each reads the times of all; it writes those of its own.
 *
 * <p>Threading: confined to one task.
 */
final class SplitTimes {

    /** The name under which checkpoints hold them. */
    private static final String STATE = "watermarks";

    private final StageState state;
    private final ObjectTable times;
    private final KeyHasher hasher = new KeyHasher();

    SplitTimes(String stage, RestoredStates restored) {
        StageState.Subtask all = new StageState.Subtask(0, 1);
        StateHome home = new StateHome(restored, null);
        this.state = new StageState(stage, all, false, String.class, new KeyContext(), () -> 0, home);
        this.times = state.objectTable(STATE, Long.class);
        state.declared();
    }

    /** Returns how far a split had come; {@link Timestamps#NONE} if nothing is known. */
    long of(String splitId) {
        return times.value(slotOf(splitId)) instanceof Long time ? time : Timestamps.NONE;
    }

    void set(String splitId, long watermark) {
        int slot = slotOf(splitId);
        Object before = times.value(slot);
        if (watermark != Timestamps.NONE && (before == Table.ABSENT || (Long) before < watermark)) {
            times.set(slot, watermark);
        }
    }

    /** Takes what has changed since the last barrier. */
    List<StateCapture> capture(CaptureScope scope) {
        return state.capture(scope);
    }

    private int slotOf(String splitId) {
        return times.slotOf(splitId, hasher.hash(splitId));
    }
}
