package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The entries of a {@link FlatTable} that changed between two barriers, each as it was last, in the order in which they changed first.
 *
 * <p>Threading: filled by the task, and immutable from the barrier on.
 */
final class FlatCapture extends TableCapture {

    /** So small that the garbage collector treats a chunk like any other object. */
    private static final int CHUNK_ENTRIES_SHIFT = 11;

    private static final int CHUNK_ENTRIES = 1 << CHUNK_ENTRIES_SHIFT;

    /** The first chunks are smaller: a job may have many states, few of which change. */
    private static final int FIRST_CHUNK_ENTRIES = 16;

    private final FlatLayout layout;
    private final int stride;
    private long[][] chunks = new long[1][];
    private final BitSet absent = new BitSet();
    private int count;

    FlatCapture(FlatLayout layout) {
        this.layout = layout;
        this.stride = 1 + layout.words();
    }

    /** Makes room for another entry, and returns its index. */
    int add() {
        int index = count++;
        int chunk = index >>> CHUNK_ENTRIES_SHIFT;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunks.length);
        }
        long[] room = chunks[chunk];
        if (room == null) {
            chunks[chunk] = new long[(chunk == 0 ? FIRST_CHUNK_ENTRIES : CHUNK_ENTRIES) * stride];
        } else if (inChunk(index) == room.length) {
            chunks[chunk] = Arrays.copyOf(room, 2 * room.length);
        }
        return index;
    }

    /**
     * Copies an entry.
     *
     * @param at of the key; the value lies behind the mark
     */
    void copy(int index, long[] cells, int at, boolean isAbsent) {
        long[] chunk = chunks[index >>> CHUNK_ENTRIES_SHIFT];
        int to = inChunk(index);
        chunk[to] = cells[at];
        for (int i = 1; i < stride; i++) {
            chunk[to + i] = cells[at + 1 + i];
        }
        if (isAbsent) {
            absent.set(index);
        } else if (!absent.isEmpty()) {
            absent.clear(index);
        }
    }

    @Override
    int count() {
        return count;
    }

    @Override
    void writeKey(int index, Serde<Object> keySerde, ByteWriter out) {
        out.writeLong(longKey(index));
    }

    @Override
    int keyGroup(int index) {
        return KeyGroups.groupOf(KeyGroups.hash(longKey(index)));
    }

    @Override
    Object value(int index) {
        return absent.get(index)
                ? Table.ABSENT
                : layout.read(chunks[index >>> CHUNK_ENTRIES_SHIFT], inChunk(index) + 1);
    }

    private long longKey(int index) {
        return chunks[index >>> CHUNK_ENTRIES_SHIFT][inChunk(index)];
    }

    private int inChunk(int index) {
        return (index & (CHUNK_ENTRIES - 1)) * stride;
    }
}
