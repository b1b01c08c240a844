package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;

/**
 * Passes on what there is up to one checkpoint, and nothing of later ones.
 *
 * <p>Threading: confined to one thread.
 */
final class UpToVisitor implements SegmentVisitor {

    private final long lastId;
    private final SegmentVisitor next;
    private boolean reached;

    /** @param reached whether the base is that checkpoint */
    UpToVisitor(long lastId, boolean reached, SegmentVisitor next) {
        this.lastId = lastId;
        this.reached = reached;
        this.next = next;
    }

    @Override
    public void begin() {
        if (!reached) {
            next.begin();
        }
    }

    @Override
    public void source(SourceSnapshot source) {
        if (!reached) {
            next.source(source);
        }
    }

    @Override
    public void state(StateRecord record) {
        if (!reached) {
            next.state(record);
        }
    }

    @Override
    public void inFlight(InFlightRecords records) {
        if (!reached) {
            next.inFlight(records);
        }
    }

    @Override
    public void sink(SinkSnapshot sink) {
        if (!reached) {
            next.sink(sink);
        }
    }

    @Override
    public void checkpoint(long checkpointId) {
        if (!reached) {
            next.checkpoint(checkpointId);
            reached = checkpointId == lastId;
        }
    }

    @Override
    public void confirmation(Confirmation confirmation) {
        if (!reached) {
            next.confirmation(confirmation);
        }
    }
}
