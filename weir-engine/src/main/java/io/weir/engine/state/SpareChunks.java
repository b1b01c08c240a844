package io.weir.engine.state;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays that captures of a table no longer need, for the next ones: otherwise each checkpoint would leave as many bytes to the garbage collector as have changed.
 *
 * <p>Threading: {@link #take} by the table's task, {@link #give} by whoever encodes its captures.
 */
final class SpareChunks {

    /** So much is kept for each table at most; the rest is for the garbage collector. */
    private static final int SIZE_MAX = 16 << 20;

    private final int length;
    private final ArrayBlockingQueue<long[]> spare;

    /** @param length of each array */
    SpareChunks(int length) {
        this.length = length;
        this.spare = new ArrayBlockingQueue<>(Math.max(1, SIZE_MAX / (length * Long.BYTES)));
    }

    /** Returns an array, with whatever is in it. */
    long[] take() {
        long[] chunk = spare.poll();
        return chunk != null ? chunk : new long[length];
    }

    /** Takes an array that nobody reads any more; one of another length is left alone. */
    void give(long[] chunk) {
        if (chunk.length == length) {
            spare.offer(chunk);
        }
    }
}
