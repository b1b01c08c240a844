package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changed entries of a {@link FlatTable}, copied piece by piece after the barrier.
 *
 * <p>Threading: filled by the task, and then encoded once.
 */
final class FlatCapture extends TableCapture {

    /** So small that the garbage collector treats a chunk like any other object. */
    private static final int CHUNK_ENTRIES_SHIFT = 11;

    static final int CHUNK_ENTRIES = 1 << CHUNK_ENTRIES_SHIFT;

    private static final long[] NO_CHUNK = {};

    private final FlatTable table;
    private final FlatLayout layout;
    private final int stride;
    private final int count;
    private final long[][] chunks;
    private final BitSet absent = new BitSet();
    private int added;

    /** Where the arrays of the chunks go back to; null if they are few. */
    private @Nullable SpareChunks spare;

    /**
     * @param table that copies its entries into this
     * @param count how many entries will be added
     */
    FlatCapture(FlatTable table, int count) {
        this.table = table;
        this.layout = table.layout();
        this.stride = layout.words() + 1;
        this.count = count;
        this.chunks = new long[(count + CHUNK_ENTRIES - 1) >>> CHUNK_ENTRIES_SHIFT][];
    }

    @Override
    boolean copy(int entriesMax) {
        if (!isComplete()) {
            table.copyWaiting(this, entriesMax);
        }
        return isComplete();
    }

    boolean isComplete() {
        return added == count;
    }

    /** Copies a key and its value. */
    void add(long[] cells, int at, boolean isAbsent) {
        int index = added >>> CHUNK_ENTRIES_SHIFT;
        int to = inChunk(added);
        if (to == 0) {
            chunks[index] = chunk(count - added);
        }
        long[] chunk = chunks[index];
        for (int i = 0; i < stride; i++) {
            chunk[to + i] = cells[at + i];
        }
        if (isAbsent) {
            absent.set(added);
        }
        added++;
    }

    /**
     * Copies keys and values that are there.
     *
     * @param slots whose cells they lie in, one as large as another, the first at {@code lead}
     */
    void addAll(long[] cells, int lead, int[] slots, int from, int to) {
        int next = from;
        while (next < to) {
            int index = added >>> CHUNK_ENTRIES_SHIFT;
            int at = inChunk(added);
            if (at == 0) {
                chunks[index] = chunk(count - added);
            }
            int fits = Math.min(to - next, (chunks[index].length - at) / stride);
            if (fits == 0) {
                throw new IllegalStateException("more entries than were counted: count=" + count);
            }
            copy(cells, lead, slots, next, next + fits, chunks[index], at);
            added += fits;
            next += fits;
        }
    }

    private void copy(long[] cells, int lead, int[] slots, int from, int to, long[] chunk, int at) {
        int width = stride;
        int end = at;
        for (int i = from; i < to; i++) {
            int cell = lead + slots[i] * width;
            for (int word = 0; word < width; word++) {
                chunk[end + word] = cells[cell + word];
            }
            end += width;
        }
    }

    private long[] chunk(int left) {
        if (left < CHUNK_ENTRIES) {
            return new long[left * stride];
        }
        spare = table.spareChunks();
        return spare.take();
    }

    @Override
    int count() {
        return count;
    }

    /** Writes what the serdes would write, straight from the words. */
    @Override
    List<StateBlock> encode(EntryWriter writer) {
        if (!isComplete()) {
            throw new IllegalStateException("encoded before it was copied: count=" + count + ", copied=" + added);
        }
        int[] counts = new int[KeyGroups.COUNT];
        for (long[] chunk : chunks) {
            FlatBlocks.count(chunk, stride, counts);
        }
        if (Arrays.stream(counts).sum() != count) {
            throw new IllegalStateException("encoded twice: count=" + count);
        }
        FlatBlocks blocks = new FlatBlocks(layout.codec(), counts);
        int removed = nextRemoved(0);
        for (int i = 0; i < chunks.length; i++) {
            removed = encode(i << CHUNK_ENTRIES_SHIFT, chunks[i], removed, blocks);
        }
        giveBack();
        return blocks.finished();
    }

    /**
     * @param first the index of the chunk's first entry
     * @param removed that of the next entry without a value, in this chunk or behind it
     * @return the index of the next entry without a value behind the chunk
     */
    private int encode(int first, long[] chunk, int removed, FlatBlocks blocks) {
        int end = first + chunk.length / stride;
        int next = removed;
        for (int from = first; from < end; ) {
            int to = Math.min(next, end);
            blocks.addAll(chunk, inChunk(from), (to - first) * stride, stride);
            if (to < end) {
                blocks.addRemoved(longKey(to));
                next = nextRemoved(to + 1);
            }
            from = to + 1;
        }
        return next;
    }

    private int nextRemoved(int from) {
        int next = absent.nextSetBit(from);
        return next < 0 ? count : next;
    }

    /** The entries are in their blocks, and nobody looks at them here any more. */
    private void giveBack() {
        SpareChunks to = spare;
        for (int i = 0; to != null && i < chunks.length; i++) {
            to.give(chunks[i]);
            chunks[i] = NO_CHUNK;
        }
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
