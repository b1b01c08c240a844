package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.flat.FlatCodec;
import io.weir.engine.journal.CheckpointData.StateBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes entries of a {@link FlatTable} into blocks, one for each key group that has any. All values take the same number of bytes, so each block is made as large as it will be, and nobody looks for room.
 *
 * <p>Entries of all groups come in turn. Where blocks are large, each entry would go to another part of memory: those of a group are gathered first, in the second-level cache, and put into their block many at a time.
 *
 * <p>Threading: confined to one thread.
 */
final class FlatBlocks {

    /** So many bytes of each group are gathered: half a megabyte in all. */
    private static final int GATHERED = 1 << 12;

    /** From this size on a block is not written in place. */
    private static final int LARGE = 4 * GATHERED;

    private static final byte[] NOTHING = {};

    /** The length of the key, the key, and whether there is a value. */
    private static final int REMOVED_SIZE = 1 + Long.BYTES + 1;

    private final FlatCodec codec;

    /** How long a value is, as it is written before it: in one byte. */
    private final byte valueLength;

    private final int entrySize;
    private final int[] counts;
    private final byte[][] blocks = new byte[KeyGroups.COUNT][];

    /** How much of each block is written, without what is gathered. */
    private final int[] written = new int[KeyGroups.COUNT];

    /** Where entries are written: into the block itself, or where they are gathered. */
    private final byte[][] open = new byte[KeyGroups.COUNT][];

    private final int[] ends = new int[KeyGroups.COUNT];

    /** @param counts how many entries each group has */
    FlatBlocks(FlatCodec codec, int[] counts) {
        this.codec = codec;
        this.counts = counts;
        if (codec.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("size=" + codec.size());
        }
        this.valueLength = (byte) codec.size();
        this.entrySize = REMOVED_SIZE + 1 + codec.size();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            byte[] block = counts[group] == 0 ? NOTHING : new byte[Math.multiplyExact(counts[group], entrySize)];
            blocks[group] = block;
            open[group] = block.length < LARGE ? block : new byte[GATHERED];
        }
    }

    /** Counts how many entries each group has among cells that lie side by side, each with its key first. */
    static void count(long[] cells, int stride, int[] counts) {
        for (int at = 0; at < cells.length; at += stride) {
            counts[groupOf(cells[at])]++;
        }
    }

    /** Writes what the serdes would write of cells that lie side by side, straight from their words. */
    void addAll(long[] cells, int from, int to, int stride) {
        for (int at = from; at < to; at += stride) {
            long key = cells[at];
            int group = groupOf(key);
            int end = head(group, key, true);
            byte[] block = open[group];
            block[end] = valueLength;
            ends[group] = codec.write(cells, at + 1, block, end + 1);
        }
    }

    void addRemoved(long key) {
        int group = groupOf(key);
        ends[group] = head(group, key, false);
    }

    /** Writes what comes before a value, where there is room for that too; returns where it ends. */
    private int head(int group, long key, boolean present) {
        byte[] to = open[group];
        int at = ends[group];
        if (at + entrySize > to.length) {
            at = putIntoBlock(group);
        }
        to[at] = Long.BYTES;
        FlatCodec.writeLong(key, to, at + 1);
        to[at + 1 + Long.BYTES] = (byte) (present ? 1 : 0);
        return at + REMOVED_SIZE;
    }

    /** Puts what is gathered of a group into its block; returns where the next entry is gathered. */
    private int putIntoBlock(int group) {
        if (open[group] == blocks[group]) {
            throw new IllegalStateException("more entries than were counted: group=" + group);
        }
        System.arraycopy(open[group], 0, blocks[group], written[group], ends[group]);
        written[group] += ends[group];
        ends[group] = 0;
        return 0;
    }

    private static int groupOf(long key) {
        return KeyGroups.groupOf(KeyGroups.hash(key));
    }

    List<StateBlock> finished() {
        List<StateBlock> finished = new ArrayList<>();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            if (counts[group] > 0) {
                finished.add(new StateBlock(group, counts[group], whole(group)));
            }
        }
        return finished;
    }

    /** Returns a block without the room that removed entries have left over. */
    private byte[] whole(int group) {
        byte[] block = blocks[group];
        if (open[group] == block) {
            written[group] = ends[group];
        } else {
            putIntoBlock(group);
        }
        return written[group] == block.length ? block : Arrays.copyOf(block, written[group]);
    }
}
