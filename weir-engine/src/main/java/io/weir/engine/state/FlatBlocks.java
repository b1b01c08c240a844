package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.flat.FlatCodec;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.serde.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes entries of a {@link FlatTable} into blocks, one for each key group that has any. All values take the same number of bytes, so each block is made as large as it will be, and nobody looks for room.
 *
 * <p>Threading: confined to one thread.
 */
final class FlatBlocks {

    private static final byte[] NOTHING = {};

    /** The length of the key, the key, and whether there is a value. */
    private static final int REMOVED_SIZE = 1 + Long.BYTES + 1;

    private final FlatCodec codec;

    /** How long a value is, as it is written before it. */
    private final byte[] valueLength;

    private final int[] counts;
    private final byte[][] blocks = new byte[KeyGroups.COUNT][];
    private final int[] ends = new int[KeyGroups.COUNT];

    /** @param counts how many entries each group has */
    FlatBlocks(FlatCodec codec, int[] counts) {
        this.codec = codec;
        this.counts = counts;
        ByteWriter length = new ByteWriter();
        length.writeVarInt(codec.size());
        this.valueLength = length.toByteArray();
        int entrySize = REMOVED_SIZE + valueLength.length + codec.size();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            blocks[group] = counts[group] == 0 ? NOTHING : new byte[Math.multiplyExact(counts[group], entrySize)];
        }
    }

    /** Writes what the serdes would write, straight from the words. */
    void add(int group, long key, long[] from, int at) {
        byte[] to = blocks[group];
        int end = head(to, ends[group], key, true);
        for (byte each : valueLength) {
            to[end++] = each;
        }
        ends[group] = codec.write(from, at, to, end);
    }

    void addRemoved(int group, long key) {
        ends[group] = head(blocks[group], ends[group], key, false);
    }

    private static int head(byte[] to, int at, long key, boolean present) {
        to[at] = Long.BYTES;
        FlatCodec.writeLong(key, to, at + 1);
        to[at + 1 + Long.BYTES] = (byte) (present ? 1 : 0);
        return at + REMOVED_SIZE;
    }

    List<StateBlock> finished() {
        List<StateBlock> finished = new ArrayList<>();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            byte[] block = blocks[group];
            if (counts[group] > 0) {
                byte[] whole = ends[group] == block.length ? block : Arrays.copyOf(block, ends[group]);
                finished.add(new StateBlock(group, counts[group], whole));
            }
        }
        return finished;
    }
}
