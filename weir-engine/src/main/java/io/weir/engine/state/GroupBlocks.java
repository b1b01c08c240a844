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

    private final @Nullable ByteWriter[] outs = new @Nullable ByteWriter[KeyGroups.COUNT];
    private final int[] counts = new int[KeyGroups.COUNT];

    /** Makes room for the first entries of a group; to be called before them. */
    void expect(int group, int size) {
        outs[group] = new ByteWriter(size);
    }

    /** Adds every entry that was captured of a table. */
    void add(TableCapture captured, TableCapture.EntryWriter writer) {
        int count = captured.count();
        for (int i = 0; i < count; i++) {
            int group = captured.keyGroup(i);
            counts[group] += writer.write(captured, i, out(group));
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
                blocks.add(new StateBlock(group, counts[group], out.toByteArray()));
            }
        }
        return blocks;
    }

    private ByteWriter out(int group) {
        ByteWriter out = outs[group];
        if (out == null) {
            out = new ByteWriter(BLOCK_SIZE_FIRST);
            outs[group] = out;
        }
        return out;
    }
}
