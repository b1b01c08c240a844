package io.weir.engine.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds many small pieces of bytes in few large arrays, until it is cleared. G1 does not move arrays of half a region and more ("humongous"), while pieces of a few kilobytes are
 * copied once or twice, in pauses of the whole program.
 *
 * <p>Threading: confined to one thread.
 */
final class ByteArena {

    private final int chunkSize;
    private final List<byte[]> chunks = new ArrayList<>();

    /** How many of them are in use; the last of these is {@code chunk}. */
    private int inUse;

    private byte[] chunk = {};
    private int used;

    /** How many bytes are still to come, if the one who said so was right. */
    private long expected;

    /** @param chunkSize of the large arrays */
    ByteArena(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    /**
     * Begins anew with the same arrays: whoever holds what was added until now must not look at it any more.
     *
     * @param expected so many bytes will be added, about: no array is much larger than what is left of them
     */
    void clear(long expected) {
        inUse = 0;
        chunk = new byte[0];
        used = 0;
        this.expected = expected;
    }

    /** Keeps none of its arrays. */
    void release() {
        chunks.clear();
        clear(0);
    }

    /** Copies bytes into {@link #chunk}; returns where they begin there. */
    int add(byte[] bytes, int from, int to) {
        int size = to - from;
        while (size > chunk.length - used) {
            nextChunk(size);
        }
        int at = used;
        System.arraycopy(bytes, from, chunk, at, size);
        used += size;
        expected -= size;
        return at;
    }

    /** Returns the array that the bytes were added to last. */
    byte[] chunk() {
        return chunk;
    }

    private void nextChunk(int size) {
        if (inUse == chunks.size()) {
            chunks.add(new byte[(int) Math.max(size, Math.min(chunkSize, expected))]);
        }
        chunk = chunks.get(inUse++);
        used = 0;
    }
}
