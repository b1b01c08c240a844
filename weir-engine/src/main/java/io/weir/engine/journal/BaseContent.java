package io.weir.engine.journal;

import java.io.IOException;

/**
 * What goes into a base, piece by piece: {@link #begin} once, {@link #next} until there is no more, and {@link #close} whatever happened.
 *
 * <p>Threading: one thread at a time.
 */
sealed interface BaseContent extends AutoCloseable permits BaseMerge, WholeCheckpoint {

    /** Writes what comes before the state. */
    void begin(BaseWriter to, SegmentHeader owner) throws IOException;

    /** Writes the next piece of the state; returns whether there is more. */
    boolean next() throws IOException;

    /** Closes the files that are read. Idempotent. */
    @Override
    void close() throws IOException;
}
