package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.error.WeirException;

/**
 * An open-addressing hash table with linear probing, from keys to values, that knows which entries changed since the last barrier. A slot once taken by a key
 * keeps it until the table grows, so that a slot number is good for the whole processing of a record.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>T1: a taken slot has a value, or is known to have none.
 *   <li>T2: at most half of the slots are taken, or five eighths where what lies in them is large.
 *   <li>T3: an entry that differs from the last snapshot is dirty, the removal of an entry included.
 * </ul>
 */
public abstract sealed class Table implements EntryHolder<Entries> permits ReferenceTable, FlatTable {

    /** Stands for the value of a key that has none. */
    public static final Object ABSENT = new Object();

    /** Stands for no slot, before the first and after the last. */
    public static final int NO_SLOT = -1;

    /** Small, because a job may have many states with few keys; and growth, which is easy to get wrong, is met all the time. */
    static final int INITIAL_CAPACITY = 64;

    private static final int CAPACITY_MAX = 1 << 30;

    SlotSet dirty = new SlotSet(INITIAL_CAPACITY);
    int mask = INITIAL_CAPACITY - 1;
    int taken;

    /** How many of eight slots are taken at most. */
    private final int fullEighths;

    /** @param fullEighths how many of eight slots are taken at most */
    Table(int fullEighths) {
        this.fullEighths = fullEighths;
    }

    /** Returns the slot of the current key, taking one if it has none. */
    public abstract int slotOf(KeyContext key);

    /** Returns the slot of the key that another table of the same kind has in a slot, taking one if it has none here. */
    public abstract int slotOf(Table other, int otherSlot);

    /** Returns the next slot whose key has a value, behind another slot or {@link #NO_SLOT}; {@link #NO_SLOT} after the last. */
    public abstract int nextSlot(int slot);

    /** Returns the key of a taken slot, as an object. */
    public abstract Object key(int slot);

    /** Returns the spread hash of the key of a taken slot. */
    public abstract int hash(int slot);

    /** Returns the group of the key of a taken slot. */
    public final int keyGroup(int slot) {
        return KeyGroups.groupOf(hash(slot));
    }

    /** Returns how many keys have a slot. */
    public int takenCount() {
        return taken;
    }

    /** Returns the value in a taken slot, or {@link #ABSENT}. */
    public abstract Object value(int slot);

    /** Stores a value; {@link #ABSENT} removes it. */
    public abstract void set(int slot, Object value);

    /** Stores a value that is in no next snapshot: a restored one, or one of a table that is never captured. */
    public abstract void setClean(int slot, Object value);

    /** Takes the entries that changed since the last call. */
    abstract TableCapture capture();

    @Override
    public final Captured capture(Entries format) {
        return new Captured.OfTable(format.capture(this), format);
    }

    @Override
    public void restore(Entries stored, KeyContext key, StoredEntry entry) {
        stored.restore(this, slotOf(key), entry);
    }

    @Override
    public abstract boolean isLarge();

    /** Returns how many slots a table needs for so many keys (T2). */
    final int capacityFor(long keys) {
        long capacity = INITIAL_CAPACITY;
        while (capacity / 8 * fullEighths < keys) {
            capacity *= 2;
        }
        if (capacity > CAPACITY_MAX) {
            throw tooManyKeys(keys);
        }
        return (int) capacity;
    }

    /** Returns whether one more key needs a larger table (T2). */
    final boolean isFull() {
        return taken >= full();
    }

    /** Returns how many slots a table has that grows and keeps {@code kept} keys. */
    final int grownCapacity(int kept) {
        int capacity = mask + 1;
        if (kept <= full() / 2) {
            return capacity;
        }
        if (capacity >= CAPACITY_MAX) {
            throw tooManyKeys(taken);
        }
        return capacity * 2;
    }

    private int full() {
        return (mask + 1) / 8 * fullEighths;
    }

    final WeirException tooManyKeys(long keys) {
        return WeirException.user(
                "too-many-keys",
                "a subtask has " + keys + " keys in one state",
                "its table cannot become larger",
                "raise the parallelism of the stage, so that each subtask has fewer keys");
    }
}
