package io.weir.engine.task;

import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.engine.task.TaskSnapshot.SinkPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A snapshot that waits for its last parts: what sinks have pre-committed, and the records that the barrier has overtaken.
 *
 * <p>Threading: confined to one task.
 */
final class PendingSnapshot {

    private final List<SinkPart> sealed = new ArrayList<>();
    private final List<InFlightPart> inFlight;
    private final Consumer<PendingSnapshot> complete;
    private int missing;

    /**
     * @param inFlight what is in flight as far as it is known
     * @param complete told once, as soon as nothing is missing
     */
    PendingSnapshot(
            int sinkCount, boolean overtaking, List<InFlightPart> inFlight, Consumer<PendingSnapshot> complete) {
        this.missing = sinkCount + (overtaking ? 1 : 0);
        this.inFlight = new ArrayList<>(inFlight);
        this.complete = complete;
        if (missing == 0) {
            complete.accept(this);
        }
    }

    void add(SinkPart part) {
        sealed.add(part);
        oneLess();
    }

    /** @param part may hold no record */
    void add(InFlightPart part) {
        if (part.records().size() > 0) {
            inFlight.add(part);
        }
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
