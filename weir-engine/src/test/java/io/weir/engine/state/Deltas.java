package io.weir.engine.state;

import io.weir.engine.journal.CheckpointData.StateDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the checkpoints of one subtask hold. One that has all of a state makes those before it needless, as for a base. */
final class Deltas {

    private Deltas() {}

    static CaptureScope anyScope(Random random) {
        return random.nextInt(3) == 0 ? CaptureScope.ALL : CaptureScope.CHANGED;
    }

    static List<StateDelta> of(List<StateCapture> captures) {
        List<StateDelta> deltas = new ArrayList<>();
        captures.forEach(capture -> add(deltas, capture));
        return deltas;
    }

    static void add(List<StateDelta> deltas, StateCapture capture) {
        StateDelta added = capture.encode();
        if (capture.scope() == CaptureScope.ALL) {
            deltas.removeIf(delta ->
                    delta.stage().equals(added.stage()) && delta.state().equals(added.state()));
        }
        if (!added.blocks().isEmpty()) {
            deltas.add(added);
        }
    }
}
