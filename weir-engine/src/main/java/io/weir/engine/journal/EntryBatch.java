package io.weir.engine.journal;

import io.weir.serde.ByteReader;

/**
 * Passes through the entries of blocks, a number of them at a time, so that what their keys are looked up in can be fetched for all of them before the first is looked
 * up: the misses of the caches overlap then. It copies nothing: what it holds is where each entry lies.
 *
 * <p>Threading: confined to one thread.
 */
final class EntryBatch {

    /** So many entries, and what is fetched for them, stay in the first cache. */
    static final int SIZE = 64;

    /** Instead of an entry's end if its key was removed. */
    static final int REMOVED = -1;

    private final int[] begins = new int[SIZE];
    private final int[] keyEnds = new int[SIZE];
    private final int[] ends = new int[SIZE];
    private int count;

    private ByteReader in = new ByteReader(new byte[0]);
    private int left;

    /** Begins with the first entry of a block; the batch is empty until {@link #next}. */
    void enter(EntryBlock block) {
        in = block.reader();
        left = block.entryCount();
        count = 0;
    }

    /**
     * Goes on to the next entries of the block; returns false if there are none.
     *
     * @throws io.weir.serde.CorruptDataException if they make no sense
     */
    boolean next() {
        count = Math.min(left, SIZE);
        for (int i = 0; i < count; i++) {
            int begin = in.position();
            in.skip(in.readCount(1));
            int keyEnd = in.position();
            boolean present = in.readBoolean();
            if (present) {
                in.skip(in.readCount(1));
            }
            begins[i] = begin;
            keyEnds[i] = keyEnd;
            ends[i] = present ? in.position() : REMOVED;
        }
        left -= count;
        if (left == 0) {
            in.expectEnd();
        }
        return count > 0;
    }

    int count() {
        return count;
    }

    /** Returns where an entry begins in the array of the block, with the length of its key. */
    int begin(int index) {
        return begins[index];
    }

    /** Returns where its key ends: from its begin to there, entries of the same key have the same bytes. */
    int keyEnd(int index) {
        return keyEnds[index];
    }

    /** Returns where the entry ends; {@link #REMOVED} if its key was removed. */
    int end(int index) {
        return ends[index];
    }
}
