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

    private byte[] bytes = {};
    private int position;
    private int to;
    private int left;

    /** Begins with the first entry of a block; the batch is empty until {@link #next}. */
    void enter(EntryBlock block) {
        bytes = block.bytes();
        position = block.from();
        to = block.to();
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
        int at = position;
        for (int i = 0; i < count; i++) {
            int keyEnd = behindCounted(at);
            boolean present = isPresent(keyEnd);
            int end = present ? behindCounted(keyEnd + 1) : keyEnd + 1;
            begins[i] = at;
            keyEnds[i] = keyEnd;
            ends[i] = present ? end : REMOVED;
            at = end;
        }
        position = at;
        left -= count;
        if (left == 0) {
            reader(at).expectEnd();
        }
        return count > 0;
    }

    /** Returns where bytes end that come behind their count: nearly always one byte. */
    private int behindCounted(int at) {
        if (at < to && bytes[at] >= 0 && bytes[at] < to - at) {
            return at + 1 + bytes[at];
        }
        ByteReader in = reader(at);
        in.skip(in.readCount(1));
        return in.position();
    }

    private boolean isPresent(int at) {
        return at < to && (bytes[at] & ~1) == 0 ? bytes[at] == 1 : reader(at).readBoolean();
    }

    private ByteReader reader(int at) {
        return new ByteReader(bytes, at, to - at);
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
