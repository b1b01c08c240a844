package io.weir.engine.task;

import io.weir.engine.state.StateCapture;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.engine.task.TaskSnapshot.SinkPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A snapshot that waits for its last parts: what sinks have pre-committed, the records that the barrier has overtaken, and captured state that still lies in its tables.
 *
 * <p>Threading: confined to one task.
 */
final class PendingSnapshot {

    private final List<StateCapture> states;
    private final List<SinkPart> sealed = new ArrayList<>();
    private final List<InFlightPart> inFlight;
    private final Consumer<PendingSnapshot> complete;
    private int missing;

    /** How many of the states, from the first on, are copied. */
    private int copied;

    /**
     * @param states captured; some may still lie in their tables
     * @param inFlight what is in flight as far as it is known
     * @param complete told once, as soon as nothing is missing
     */
    PendingSnapshot(
            List<StateCapture> states,
            int sinkCount,
            boolean overtaking,
            List<InFlightPart> inFlight,
            Consumer<PendingSnapshot> complete) {
        // The states count as one part, copied or not.
        this.missing = 1 + sinkCount + (overtaking ? 1 : 0);
        this.states = List.copyOf(states);
        this.inFlight = new ArrayList<>(inFlight);
        this.complete = complete;
    }

    /** Copies captured state out of its tables, about so many entries; returns whether none is left. Not called again after that. */
    boolean copy(int entriesMax) {
        while (copied < states.size()) {
            if (!states.get(copied).copy(entriesMax)) {
                return false;
            }
            copied++;
        }
        oneLess();
        return true;
    }

    void add(SinkPart part) {
        sealed.add(part);
        oneLess();
    }

    /** Adds what the barrier has overtaken. */
    void add(List<InFlightPart> overtaken) {
        inFlight.addAll(overtaken);
        oneLess();
    }

    List<SinkPart> sealed() {
        return sealed;
    }

    List<InFlightPart> inFlight() {
        return inFlight;
    }

    private void oneLess() {
        missing--;
        if (missing == 0) {
            complete.accept(this);
        }
    }
}
