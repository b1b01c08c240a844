package io.weir.engine.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds back what a stage emits while one of its records is being processed: it goes on when the call has returned, and nowhere if the call has failed. So a failure behind the stage is never
 * taken for one of the stage itself. Outside of a call everything passes.
 *
 * <p>Threading: confined to one task.
 */
final class HeldOutputs {

    private record Emitted(Output target, Object value, long timestamp) {}

    private final List<Emitted> held = new ArrayList<>();
    private boolean holding;

    /** Returns what the stage is to emit to in the place of an output. */
    Output of(Output target) {
        return (value, timestamp) -> {
            if (holding) {
                held.add(new Emitted(target, value, timestamp));
            } else {
                target.accept(value, timestamp);
            }
        };
    }

    /** A call begins. */
    void hold() {
        holding = true;
    }

    /** The call has returned: lets go what it has emitted, in order. */
    void release() {
        holding = false;
        for (Emitted each : held) {
            each.target().accept(each.value(), each.timestamp());
        }
        held.clear();
    }

    /** The call has failed: forgets what it has emitted. */
    void discard() {
        holding = false;
        held.clear();
    }
}
