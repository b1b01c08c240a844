package io.weir.bench;

import java.nio.ByteBuffer;

/**
 * The work of a loop that is written by hand.
 *
 * <p>Threading: confined to the loop's thread.
 */
interface LoopBody {

    /** Processes the records of {@code count} indices. */
    void run(long firstIndex, int count);

    /** Returns how many bytes {@link #save} needs. */
    int savedSize();

    /** Puts what changed since the last call: what a checkpoint would have to hold, beside the position. */
    void save(ByteBuffer out);

    Tally tally();
}
