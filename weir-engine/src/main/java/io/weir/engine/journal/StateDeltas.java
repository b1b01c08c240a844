package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the keyed state of a chain, in the order in which it must be applied.
 *
 * <p>Threading: confined to one thread.
 */
final class StateDeltas implements SegmentVisitor {

    private final List<StateDelta> open = new ArrayList<>();
    private final List<StateDelta> deltas = new ArrayList<>();

    List<StateDelta> deltas() {
        return deltas;
    }

    /** Adds state of a base. */
    void addBase(StateRecord record) {
        deltas.add(record.delta());
    }

    @Override
    public void begin() {
        open.clear();
    }

    @Override
    public void state(StateRecord record) {
        open.add(record.delta());
    }

    @Override
    public void checkpoint(long checkpointId) {
        deltas.addAll(open);
    }
}
