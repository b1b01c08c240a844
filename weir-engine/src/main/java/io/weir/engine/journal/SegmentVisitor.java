package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;

/**
 * Takes what a {@link SegmentReader} finds. A checkpoint that is begun and not followed by its manifest does not count.
 */
interface SegmentVisitor {

    default void begin() {}

    default void source(SourceSnapshot source) {}

    /** The record is valid during the call. */
    default void state(StateRecord record) {}

    default void inFlight(InFlightRecords records) {}

    default void sink(SinkSnapshot sink) {}

    /** The checkpoint that was begun exists. */
    default void checkpoint(long checkpointId) {}

    default void confirmation(Confirmation confirmation) {}
}
