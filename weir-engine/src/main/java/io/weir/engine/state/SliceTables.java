package io.weir.engine.state;

import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a stage's pending windows: a table from keys to values for each slice of time that has any. A slice whose windows are over is dropped whole, and the next
 * barrier takes the removal of those of its entries that a checkpoint may hold.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>W1: slices are in the order of their ends.
 *   <li>W2: a slice that was dropped is never written again, so that another thread may still read it.
 *   <li>W3: what a checkpoint may hold of a slice that was dropped is removed by the next one.
 * </ul>
 */
public final class SliceTables implements EntryHolder<Entries> {

    /** So many keys have room before they come, at most: a slice may have far fewer than the one before. */
    private static final int EXPECTED_MAX = 1 << 18;

    private final String stage;
    private final String bounds;
    private final Supplier<Table> maker;
    private final @Nullable Placing placing;
    private Slice[] slices = new Slice[8];
    private int count;
    private List<SliceCapture.Dropped> dropped = new ArrayList<>();

    /**
     * @param stage for errors
     * @param bounds of the windows
     * @param placing null if what was restored of other bounds cannot move
     */
    SliceTables(String stage, String bounds, Supplier<Table> maker, @Nullable Placing placing) {
        this.stage = stage;
        this.bounds = bounds;
        this.maker = maker;
        this.placing = placing;
    }

    /** Tells by values which slice they belong to. */
    public interface Placing {

        /** Returns the end of the slice that a value belongs to. */
        long endOf(Object value);

        /** Returns which of a key's two values in one slice is kept. */
        Object keep(Object one, Object other);
    }

    /** A slice, by its end. */
    private static final class Slice {
        private final long end;
        private final Table table;

        /** Whether a checkpoint may hold entries of it. */
        private boolean stored;

        /** The bounds of the windows that it was restored for; null if there was nothing to restore. */
        private @Nullable String restoredBounds;

        Slice(long end, Table table) {
            this.end = end;
            this.table = table;
        }
    }

    /** Returns how many slices there are. */
    public int count() {
        return count;
    }

    /** Returns the end of a slice, by its place in the order. */
    public long endAt(int index) {
        return slices[index].end;
    }

    /** Returns the entries of a slice, by its place in the order. */
    public Table tableAt(int index) {
        return slices[index].table;
    }

    /** Returns the place of the first slice that ends at a time or later; {@link #count} if there is none. */
    public int firstFrom(long end) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slices[middle].end < end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the entries of a slice; null if it has none. */
    public @Nullable Table find(long end) {
        int index = firstFrom(end);
        return index < count && slices[index].end == end ? slices[index].table : null;
    }

    /** Returns the entries of a slice, which begins to be if it is not there. */
    public Table of(long end) {
        return sliceOf(end).table;
    }

    private Slice sliceOf(long end) {
        int index = firstFrom(end);
        if (index == count || slices[index].end != end) {
            insert(index, new Slice(end, index == count ? newest() : maker.get()));
        }
        return slices[index];
    }

    /** Makes the table of a slice behind all others: it will have about as many keys as the one before, and need not grow step by step. */
    private Table newest() {
        Table table = maker.get();
        if (count > 0) {
            table.expect(Math.min(slices[count - 1].table.takenCount(), EXPECTED_MAX));
        }
        return table;
    }

    /** Returns an empty table of the same kind, which belongs to no slice and no checkpoint. */
    public Table scratch() {
        return maker.get();
    }

    /** Drops the slice at a place in the order, with all entries. */
    public void drop(int index) {
        Slice slice = slices[index];
        if (slice.stored) {
            dropped.add(new SliceCapture.Dropped(slice.end, slice.table));
        }
        System.arraycopy(slices, index + 1, slices, index, count - index - 1);
        count--;
    }

    private void insert(int index, Slice slice) {
        if (count == slices.length) {
            slices = Arrays.copyOf(slices, count * 2);
        }
        System.arraycopy(slices, index, slices, index + 1, count - index);
        slices[index] = slice;
        count++;
    }

    @Override
    public Captured capture(Entries entries) {
        List<SliceCapture.Changed> changed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Slice slice = slices[i];
            if (!slice.table.dirty.isEmpty()) {
                slice.stored = true;
                changed.add(new SliceCapture.Changed(slice.end, slice.table.capture()));
            }
        }
        List<SliceCapture.Dropped> gone = dropped;
        // Not emptied: it is read after this.
        dropped = new ArrayList<>();
        return new SliceCapture((SliceEntries) entries, gone, changed);
    }

    @Override
    public boolean markAll(Entries entries) {
        boolean all = true;
        for (int i = 0; i < count; i++) {
            all &= slices[i].table.markAll(entries);
        }
        return all;
    }

    @Override
    public void expect(long keys) {}

    @Override
    public void restore(Entries stored, KeyContext key, StoredEntry entry) {
        Slice slice = sliceOf(entry.key().readLong());
        int slot = slice.table.slotOf(key);
        stored.restore(slice.table, slot, entry);
        if (slice.table.value(slot) != Table.ABSENT) {
            slice.restoredBounds = ((SliceEntries) stored).bounds();
        }
    }

    /**
     * Slices all of whose entries were removed again are forgotten. A slice of other bounds may lie across two windows, or end before its window does.
     *
     * @throws WeirException {@code changed-windows} if one is left
     */
    @Override
    public void restored() {
        int kept = 0;
        List<Slice> strange = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Slice slice = slices[i];
            if (slice.table.nextSlot(Table.NO_SLOT) != Table.NO_SLOT) {
                slice.stored = true;
                if (placing != null && !bounds.equals(slice.restoredBounds)) {
                    strange.add(slice);
                } else {
                    requireSameBounds(slice);
                    slices[kept++] = slice;
                }
            }
        }
        count = kept;
        for (Slice slice : strange) {
            move(slice, Objects.requireNonNull(placing));
        }
    }

    /** Puts what a slice has into the slices that it belongs to; the next checkpoint tells. */
    private void move(Slice from, Placing to) {
        dropped.add(new SliceCapture.Dropped(from.end, from.table));
        for (int slot = from.table.nextSlot(Table.NO_SLOT); slot != Table.NO_SLOT; slot = from.table.nextSlot(slot)) {
            Object value = from.table.value(slot);
            Table table = of(to.endOf(value));
            int target = table.slotOf(from.table, slot);
            Object there = table.value(target);
            table.set(target, there == Table.ABSENT ? value : to.keep(there, value));
        }
    }

    private void requireSameBounds(Slice slice) {
        String of = slice.restoredBounds;
        if (of != null && !of.equals(bounds)) {
            throw WeirException.user(
                    "changed-windows",
                    "the stage \"" + stage + "\" has windows of " + bounds
                            + ", and the checkpoint holds pending windows of " + of,
                    "what those have gathered belongs to none of the new windows, and would be lost or put into wrong ones",
                    "go on with the former windows until all that are pending have ended, or start with a new checkpoint"
                            + " directory");
        }
    }

    @Override
    public long entryCount() {
        long entries = 0;
        for (int i = 0; i < count; i++) {
            entries += slices[i].table.entryCount();
        }
        return entries;
    }
}
