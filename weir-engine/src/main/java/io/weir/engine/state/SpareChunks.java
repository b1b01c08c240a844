package io.weir.engine.state;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays that captures of a table no longer need, for the next ones: otherwise each checkpoint would leave as many bytes to the garbage collector as have changed.
 *
 * <p>Threading: {@link #take} by the table's task, {@link #give} by whoever encodes its captures.
 */
final class SpareChunks {

    /** Of those that 500,000 changed entries need; the rest is for the garbage collector. */
    private static final int COUNT_MAX = 256;

    private final int length;
    private final ArrayBlockingQueue<long[]> spare = new ArrayBlockingQueue<>(COUNT_MAX);

    /** @param length of each array */
    SpareChunks(int length) {
        this.length = length;
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
