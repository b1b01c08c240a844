package io.weir.engine.journal;

import io.weir.serde.ByteWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Packs entries into blocks, and blocks into records of a base. Entries that lie one behind the other where they come from are copied together.
 *
 * <p>Threading: confined to one thread.
 */
final class BaseStateWriter {

    private static final byte[] NOWHERE = {};

    private final BaseWriter out;
    private final int sizeMax;

    private final ByteWriter entries = new ByteWriter();
    private int entryCount;

    /** Entries that belong behind {@code entries} and are not copied yet. */
    private byte[] run = NOWHERE;

    private int runFrom;
    private int runTo;

    private final ByteWriter blocks = new ByteWriter();
    private int blockCount;
    private int lastKeyGroup;

    private @Nullable StateGroup group;
    private String schema = "";

    BaseStateWriter(BaseWriter out) {
        this.out = out;
        this.sizeMax = out.blockSize();
    }

    /** Says what the next entries belong to; groups come in order. */
    void enter(StateGroup next, String nextSchema) throws IOException {
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

    /** Adds an entry of what was entered. The array must stay as it is until {@link #flush}. */
    void entry(byte[] bytes, int from, int to) throws IOException {
        if (bytes == run && from == runTo) {
            runTo = to;
        } else {
            flush();
            run = bytes;
            runFrom = from;
            runTo = to;
        }
        entryCount++;
        if (entries.size() + runTo - runFrom >= sizeMax) {
            closeBlock();
        }
    }

    /** Copies what is not copied yet. */
    void flush() {
        entries.writeRaw(run, runFrom, runTo - runFrom);
        run = NOWHERE;
        runFrom = 0;
        runTo = 0;
    }

    /** Adds entries as they are. */
    void block(StateGroup of, EntryBlock block) throws IOException {
        enter(of, block.schema());
        closeBlock();
        add(block);
    }

    /** Writes what is still open. */
    void finish() throws IOException {
        closeBlock();
        closeRecord();
    }

    private void closeBlock() throws IOException {
        flush();
        if (group != null && entryCount > 0) {
            add(new EntryBlock(schema, group.keyGroup(), entryCount, entries.array(), 0, entries.size()));
            entries.clear();
            entryCount = 0;
        }
    }

    private void add(EntryBlock block) throws IOException {
        boolean groupPresent = blockCount > 0 && lastKeyGroup == block.keyGroup();
        if (groupPresent || (long) blocks.size() + block.size() > sizeMax) {
            closeRecord();
        }
        RecordCodec.writeBlock(blocks, block);
        blockCount++;
        lastKeyGroup = block.keyGroup();
    }

    private void closeRecord() throws IOException {
        if (group != null && blockCount > 0) {
            out.state(group, schema, blockCount, blocks);
            blocks.clear();
            blockCount = 0;
        }
    }
}
