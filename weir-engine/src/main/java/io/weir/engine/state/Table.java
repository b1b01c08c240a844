package io.weir.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * An open-addressing hash table with linear probing, from keys to values, that knows which entries changed since the last barrier. A slot once taken by a key
 * keeps it until the table grows, so that a slot number is good for the whole processing of a record.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>T1: a slot is free if and only if its value is null; a key without a value has {@link #ABSENT}.
 *   <li>T2: at most half of the slots are taken.
 *   <li>T3: an entry that differs from the last snapshot is dirty, the removal of an entry included.
 * </ul>
 */
public abstract sealed class Table permits LongTable, ObjectTable {

    /** Stands for the value of a key that has none. */
    public static final Object ABSENT = new Object();

    static final int INITIAL_CAPACITY = 1024;

    @Nullable Object[] values = new @Nullable Object[INITIAL_CAPACITY];

    DirtySlots dirty = new DirtySlots(INITIAL_CAPACITY);
    int mask = INITIAL_CAPACITY - 1;
    int taken;

    /** Returns the slot of the current key, taking one if it has none. */
    abstract int slotOf(KeyContext key);

    /** Returns the value in a taken slot, or {@link #ABSENT}. */
    @SuppressWarnings("NullAway") // T1: a taken slot is not null
    public final Object value(int slot) {
        return values[slot];
    }

    /** Stores a value; {@link #ABSENT} removes it. */
    public final void set(int slot, Object value) {
        values[slot] = value;
        dirty.mark(slot);
    }

    /** Stores a restored value: it does not differ from the last snapshot. */
    final void setClean(int slot, Object value) {
        values[slot] = value;
    }

    /** Takes the entries that changed since the last call, by reference. */
    final TableCapture capture() {
        int count = dirty.count();
        Object[] captured = new Object[count];
        for (int i = 0; i < count; i++) {
            captured[i] = value(dirty.slot(i));
        }
        TableCapture capture = capture(count, captured);
        dirty.clear();
        return capture;
    }

    /** Adds the keys of the dirty slots to the values captured from them. */
    abstract TableCapture capture(int count, Object[] captured);

    /** Doubles the table, and forgets keys that have no value and whose removal is in a snapshot. */
    final void grow() {
        @Nullable Object[] oldValues = values;
        DirtySlots oldDirty = dirty;
        int capacity = oldValues.length;
        for (int slot = 0; slot < oldValues.length; slot++) {
            if (oldValues[slot] == ABSENT && !oldDirty.contains(slot)) {
                oldValues[slot] = null;
                taken--;
            }
        }
        if (taken > capacity / 4) {
            capacity = Math.multiplyExact(capacity, 2);
        }
        values = new @Nullable Object[capacity];
        dirty = new DirtySlots(capacity);
        mask = capacity - 1;
        moveKeys(oldValues, oldDirty);
    }

    /** Moves every key of a taken slot to its new place, with its value and its mark. */
    abstract void moveKeys(@Nullable Object[] oldValues, DirtySlots oldDirty);

    /** Puts a moved entry into its new slot. */
    final void move(int newSlot, Object value, boolean isDirty) {
        values[newSlot] = value;
        if (isDirty) {
            dirty.mark(newSlot);
        }
    }
}
