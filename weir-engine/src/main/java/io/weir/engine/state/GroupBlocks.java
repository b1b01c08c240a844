package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.serde.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries into blocks, one for each key group that has any.
 *
 * <p>Threading: confined to one thread.
 */
final class GroupBlocks {

    private static final int BLOCK_SIZE_FIRST = 256;

    /** Of all groups together 8 MiB: the first entry may be much larger than the others. */
    private static final int BLOCK_SIZE_MAX = 64 << 10;

    /** So many entries are fetched before they are written: they stay in the first cache. */
    private static final int FETCHED = 64;

    private final @Nullable ByteWriter[] outs = new @Nullable ByteWriter[KeyGroups.COUNT];
    private final int[] counts = new int[KeyGroups.COUNT];

    /** How many bytes a block is begun with: about what it will need, so that it is not copied again and again while it grows. */
    private int begin = BLOCK_SIZE_FIRST;

    /** Never read: written so that nobody finds reading needless. */
    @SuppressWarnings("unused")
    private long fetched;

    /** Adds every entry that was captured of a table. */
    void add(TableCapture captured, TableCapture.EntryWriter writer) {
        int count = captured.count();
        for (int i = 0; i < count; i++) {
            if (i % FETCHED == 0) {
                fetched = captured.fetch(i, Math.min(i + FETCHED, count));
            }
            int group = captured.keyGroup(i);
            ByteWriter out = out(group);
            int before = out.size();
            counts[group] += writer.write(captured, i, out);
            if (i == 0) {
                begin = Math.max(BLOCK_SIZE_FIRST, sizeOf(count, out.size() - before));
            }
        }
    }

    /** Returns what the entry of a group is appended to, and counts it. */
    ByteWriter one(int group) {
        counts[group]++;
        return out(group);
    }

    List<StateBlock> finished() {
        List<StateBlock> blocks = new ArrayList<>();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            ByteWriter out = outs[group];
            if (out != null) {
                blocks.add(new StateBlock(group, counts[group], out.detach()));
            }
        }
        return blocks;
    }

    /** Returns what a block needs if so many entries are of the same size and divided equally among the groups, with a quarter to spare. */
    private static int sizeOf(int count, int entrySize) {
        return (int) Math.min(BLOCK_SIZE_MAX, (long) count * entrySize / KeyGroups.COUNT * 5 / 4);
    }

    private ByteWriter out(int group) {
        ByteWriter out = outs[group];
        if (out == null) {
            out = new ByteWriter(begin);
            outs[group] = out;
        }
        return out;
    }
}
