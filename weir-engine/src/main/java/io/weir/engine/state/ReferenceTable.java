package io.weir.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Table} whose values are objects. A slot is free if and only if its value is null; a key without a value has {@link #ABSENT}.
 *
 * <p>Threading: confined to one task.
 */
public abstract sealed class ReferenceTable extends Table permits LongTable, ObjectTable {

    /** So many slots are looked through at a barrier whatever has changed: some ten microseconds. */
    private static final int MARKED_MAX = 1 << 12;

    /** So many slots for each entry that changed: half of a table's entries, if it is half full. */
    private static final int MARKED_FACTOR = 4;

    @Nullable Object[] values = new @Nullable Object[INITIAL_CAPACITY];

    /** Has the keys that are not here; null if all are. */
    @Nullable Spill spill;

    /** Takes what is restored, as long as that goes on. */
    private @Nullable SlotOrder restoring;

    @Override
    public final void restore(Entries stored, KeyContext key, StoredEntry entry) {
        if (!stored.oneEach()) {
            super.restore(stored, key, entry);
            return;
        }
        SlotOrder order = restoring;
        if (order == null) {
            order = new SlotOrder(this, this instanceof LongTable);
            restoring = order;
        }
        order.add(key, stored.value(entry));
    }

    @Override
    public final void restored() {
        SlotOrder order = restoring;
        if (order != null) {
            order.flush();
            restoring = null;
        }
    }

    @Override
    @SuppressWarnings("NullAway") // a taken slot is not null
    public final Object value(int slot) {
        return values[slot];
    }

    @Override
    public final void set(int slot, Object value) {
        values[slot] = value;
        dirty.add(slot);
    }

    @Override
    public final void setClean(int slot, Object value) {
        values[slot] = value;
    }

    @Override
    public final int nextSlot(int slot) {
        for (int next = slot + 1; next <= mask; next++) {
            Object value = values[next];
            if (value != null && value != ABSENT) {
                return next;
            }
        }
        return NO_SLOT;
    }

    /** At once, for values are captured at once: so only what does not take much longer than to capture what changed. Maps and lists know what changed in them, and no more than that. */
    @Override
    public final boolean markAll(Entries format) {
        if (!isLoaded()
                || taken > 0 && !format.oneEach()
                || mask >= Math.max(MARKED_MAX, MARKED_FACTOR * dirty.size())) {
            return false;
        }
        for (int slot = 0; slot <= mask; slot++) {
            if (values[slot] != null) {
                dirty.add(slot);
            }
        }
        return true;
    }

    /** Returns whether all that was restored is here. */
    abstract boolean isLoaded();

    /** Takes the values by reference. */
    @Override
    final TableCapture capture() {
        int[] slots = dirty.drain();
        Object[] captured = new Object[slots.length];
        for (int i = 0; i < slots.length; i++) {
            captured[i] = value(slots[i]);
        }
        return capture(slots, captured);
    }

    /**
     * Takes what changed in the values, which are maps. One that is empty gives way to {@link #ABSENT}: its removals are taken with it, so that the table may
     * forget its key.
     */
    final TableCapture captureMaps() {
        int[] slots = dirty.drain();
        Object[] captured = new Object[slots.length];
        for (int i = 0; i < slots.length; i++) {
            MapValue map = (MapValue) value(slots[i]);
            captured[i] = map.capture();
            if (map.entries.isEmpty()) {
                setClean(slots[i], ABSENT);
            }
        }
        return capture(slots, captured);
    }

    /** Takes what changed in the values, which are lists. One that is empty gives way to {@link #ABSENT}, as an empty map does. */
    final TableCapture captureLists() {
        int[] slots = dirty.drain();
        Object[] captured = new Object[slots.length];
        for (int i = 0; i < slots.length; i++) {
            ListValue list = (ListValue) value(slots[i]);
            captured[i] = list;
            setClean(slots[i], list.isEmpty() ? ABSENT : list.captured());
        }
        return capture(slots, captured);
    }

    /** Adds the keys of slots to the values captured from them. */
    abstract TableCapture capture(int[] slots, Object[] captured);

    @Override
    public final void expect(long keys) {
        if (taken == 0) {
            resize(capacityFor(keys));
        }
    }

    @Override
    public final long entryCount() {
        return Arrays.stream(values)
                .filter(value -> value != null && value != ABSENT)
                .count();
    }

    /** Doubles the table, and forgets keys that have no value and whose removal is in a snapshot. */
    final void grow() {
        Spill behind = spill;
        if (behind != null && mask + 1 >= behind.capacity()) {
            forget(behind.capacity());
            return;
        }
        for (int slot = 0; slot < values.length; slot++) {
            if (values[slot] == ABSENT && !dirty.contains(slot)) {
                values[slot] = null;
                taken--;
            }
        }
        resize(grownCapacity(taken));
    }

    /** Keeps only what changed since the last barrier: everything else is in the store (S1). */
    private void forget(int capacityMin) {
        for (int slot = 0; slot < values.length; slot++) {
            if (values[slot] != null && !dirty.contains(slot)) {
                values[slot] = null;
                taken--;
            }
        }
        resize(Math.max(capacityMin, capacityFor(2L * taken)));
    }

    private void resize(int capacity) {
        @Nullable Object[] oldValues = values;
        SlotSet oldDirty = dirty;
        values = new @Nullable Object[capacity];
        dirty = new SlotSet(capacity);
        mask = capacity - 1;
        moveKeys(oldValues, oldDirty);
    }

    /** Reads something of the slot that a hash belongs to, so that it is at hand; returns nothing of meaning. */
    abstract long fetch(int hash);

    /** Moves every key of a taken slot to its new place, with its value and its mark. */
    abstract void moveKeys(@Nullable Object[] oldValues, SlotSet oldDirty);

    /** Puts a moved entry into its new slot. */
    final void move(int newSlot, Object value, boolean isDirty) {
        values[newSlot] = value;
        if (isDirty) {
            dirty.add(newSlot);
        }
    }
}
