package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.util.BitSet;
import java.util.List;

/**
 * Changed entries of a {@link FlatTable}, copied piece by piece after the barrier.
 *
 * <p>Threading: filled by the task, and then immutable.
 */
final class FlatCapture extends TableCapture {

    /** So small that the garbage collector treats a chunk like any other object. */
    private static final int CHUNK_ENTRIES_SHIFT = 11;

    private static final int CHUNK_ENTRIES = 1 << CHUNK_ENTRIES_SHIFT;

    private final FlatTable table;
    private final FlatLayout layout;
    private final int stride;
    private final int count;
    private final long[][] chunks;
    private final BitSet absent = new BitSet();
    private int added;

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
            chunks[index] = new long[Math.min(CHUNK_ENTRIES, count - added) * stride];
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

    @Override
    int count() {
        return count;
    }

    /** Writes what the serdes would write, straight from the words. */
    @Override
    List<StateBlock> encode(EntryWriter writer) {
        int[] counts = new int[KeyGroups.COUNT];
        for (int i = 0; i < count; i++) {
            counts[keyGroup(i)]++;
        }
        FlatCodec codec = layout.codec();
        GroupBlocks blocks = new GroupBlocks();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            if (counts[group] > 0) {
                // The length of the key, the key, that there is a value, and its length: one byte each, but for the
                // key.
                blocks.expect(group, counts[group] * (Long.BYTES + 3 + codec.size()));
            }
        }
        for (int i = 0; i < count; i++) {
            ByteWriter out = blocks.one(keyGroup(i));
            out.writeVarInt(Long.BYTES);
            out.writeLong(longKey(i));
            boolean present = !absent.get(i);
            out.writeBoolean(present);
            if (present) {
                out.writeVarInt(codec.size());
                codec.write(chunks[i >>> CHUNK_ENTRIES_SHIFT], inChunk(i) + 1, out);
            }
        }
        return blocks.finished();
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
