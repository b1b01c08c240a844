package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.ByteWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packs entries into blocks, and blocks into records of a base.
 *
 * <p>Threading: confined to one thread.
 */
final class BaseStateWriter {

    private final BaseWriter out;
    private final int sizeMax;

    private final ByteWriter entries = new ByteWriter();
    private int entryCount;

    private final List<StateBlock> blocks = new ArrayList<>();
    private long blocksSize;

    private @Nullable StateGroup group;
    private String schema = "";

    BaseStateWriter(BaseWriter out) {
        this.out = out;
        this.sizeMax = out.blockSize();
    }

    /** Adds an entry; groups come in order. */
    void entry(StateGroup of, String entrySchema, byte[] key, byte[] value) throws IOException {
        enter(of, entrySchema);
        StateEntryCodec.write(entries, key, value);
        entryCount++;
        if (entries.size() >= sizeMax) {
            closeBlock();
        }
    }

    /** Adds entries as they are. */
    void block(StateGroup of, SchemaBlock block) throws IOException {
        enter(of, block.schema());
        closeBlock();
        add(block.block());
    }

    /** Writes what is still open. */
    void finish() throws IOException {
        closeBlock();
        closeRecord();
    }

    private void enter(StateGroup next, String nextSchema) throws IOException {
        StateGroup current = group;
        if (current != null && current.equals(next) && schema.equals(nextSchema)) {
            return;
        }
        closeBlock();
        if (current == null
                || !current.stage().equals(next.stage())
                || !current.state().equals(next.state())
                || !schema.equals(nextSchema)) {
            closeRecord();
        }
        group = next;
        schema = nextSchema;
    }

    private void closeBlock() throws IOException {
        if (group != null && entryCount > 0) {
            StateBlock block = new StateBlock(group.keyGroup(), entryCount, entries.toByteArray());
            entries.clear();
            entryCount = 0;
            add(block);
        }
    }

    private void add(StateBlock block) throws IOException {
        boolean groupPresent =
                !blocks.isEmpty() && blocks.get(blocks.size() - 1).keyGroup() == block.keyGroup();
        if (groupPresent || blocksSize + block.entries().length > sizeMax) {
            closeRecord();
        }
        blocks.add(block);
        blocksSize += block.entries().length;
    }

    private void closeRecord() throws IOException {
        if (group != null && !blocks.isEmpty()) {
            out.state(new StateDelta(group.stage(), group.state(), schema, blocks));
            blocks.clear();
            blocksSize = 0;
        }
    }
}
