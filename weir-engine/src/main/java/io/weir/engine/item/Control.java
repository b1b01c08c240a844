package io.weir.engine.item;

/**
 * What flows between records, in order with them.
 *
 * <p>Threading: Immutable.
 */
public sealed interface Control {

    /**
     * Separates the records of one checkpoint from those of the next.
     *
     * @param draining whether it waits where records are held back, until all before it have gone out
     */
    record Barrier(long checkpointId, boolean draining) implements Control {

        /** A barrier that waits for nothing. */
        public Barrier(long checkpointId) {
            this(checkpointId, false);
        }
    }

    /** No record with this timestamp or an earlier one is expected any more on this channel. */
    record Watermark(long timestamp) implements Control {}

    /** The channel does not hold event time back until its next watermark. */
    record Idle() implements Control {}

    /** No record comes any more on this channel; barriers still do. */
    record End() implements Control {}
}
