package io.weir.engine.state;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.serde.Serde;
import java.util.List;

/**
 * What a barrier took of slices: entries that changed, and slices that were dropped.
 *
 * <p>Threading: as {@link StateCapture} says. The tables of dropped slices are read by another thread: they are never written again (W2).
 */
final class SliceCapture implements Captured {

    private final SliceEntries entries;
    private final List<Dropped> dropped;
    private final List<Changed> changed;
    private int copied;

    SliceCapture(SliceEntries entries, List<Dropped> dropped, List<Changed> changed) {
        this.entries = entries;
        this.dropped = dropped;
        this.changed = changed;
    }

    /** A slice that is gone, with what it had. */
    record Dropped(long end, Table table) {}

    /** What changed in a slice. */
    record Changed(long end, TableCapture captured) {}

    @Override
    public int count() {
        return dropped.size() + changed.size();
    }

    @Override
    public boolean copy(int entriesMax) {
        while (copied < changed.size()) {
            if (!changed.get(copied).captured().copy(entriesMax)) {
                return false;
            }
            copied++;
        }
        return true;
    }

    @Override
    public List<StateBlock> encode(Serde<Object> keySerde) {
        GroupBlocks blocks = new GroupBlocks();
        for (Dropped each : dropped) {
            remove(each, keySerde, blocks);
        }
        for (Changed each : changed) {
            blocks.add(each.captured(), entries.writer(keySerde, each.end()));
        }
        return blocks.finished();
    }

    private static void remove(Dropped slice, Serde<Object> keySerde, GroupBlocks blocks) {
        EntryScratch entry = new EntryScratch();
        Table table = slice.table();
        for (int slot = table.nextSlot(Table.NO_SLOT); slot != Table.NO_SLOT; slot = table.nextSlot(slot)) {
            entry.begin();
            keySerde.write(table.key(slot), entry.key);
            entry.key.writeLong(slice.end());
            entry.end(false, blocks.one(table.keyGroup(slot)));
        }
    }
}
