package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;

/**
 * A {@link Table} from primitive longs to values that a {@link FlatLayout} lays down beside their key: an entry is read and written in one or two cache lines,
 * and the garbage collector sees one array. A cell is a key, a mark, and the words of the value; one with key 0 is free, and key 0 itself has a cell of its own
 * behind all others.
 *
 * <p>Whoever changes a cell copies it to the next {@link FlatCapture}, where the mark says it lies since the last barrier, if it does. So a barrier takes the capture as
 * it is, and the pause does not grow with what has changed.
 *
 * <p>Threading: confined to one task.
 */
public final class FlatTable extends Table {

    /** With the header of an array in front, cells whose size is a power of two do not lie across cache lines. */
    private static final int FIRST = 2;

    private static final int MARK = 1;
    private static final int VALUE = 2;

    /** The lowest bit of a mark: the key has no value. */
    private static final long ABSENT_BIT = 1;

    /** Above it: where in its capture the cell was copied to. */
    private static final int INDEX_SHIFT = 1;

    private static final int INDEX_BITS = 30;
    private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

    /** And which capture that is. */
    private static final int EPOCH_SHIFT = INDEX_SHIFT + INDEX_BITS;

    private static final long EPOCH_MAX = (1L << Long.SIZE - EPOCH_SHIFT) - 1;

    private final FlatLayout layout;
    private final int stride;
    private long[] cells = {};
    private boolean zeroTaken;

    /** Takes what changes until the next barrier. */
    private FlatCapture changes;

    /** The number of {@code changes}: at least 1, so that a mark of 0 says that nothing has changed. */
    private long epoch;

    FlatTable(FlatLayout layout) {
        this(layout, 1);
    }

    /** @param epoch 1, unless a test wants to see the last ones */
    FlatTable(FlatLayout layout, long epoch) {
        this.layout = layout;
        this.stride = VALUE + layout.words();
        this.changes = new FlatCapture(layout);
        this.epoch = epoch;
        allocate(INITIAL_CAPACITY);
    }

    static long epochMax() {
        return EPOCH_MAX;
    }

    public FlatLayout layout() {
        return layout;
    }

    /** Returns the array that all values lie in, until the next key takes a slot. */
    public long[] cells() {
        return cells;
    }

    /** Returns where in {@link #cells} the value of a slot lies. */
    public int valueAt(int slot) {
        return cellAt(slot) + VALUE;
    }

    /** Returns whether a taken slot has no value. */
    public boolean isAbsent(int slot) {
        return (cells[cellAt(slot) + MARK] & ABSENT_BIT) != 0;
    }

    /** Notes that a value has been laid down in a slot (T3). To be called after each, before anything else happens to the table. */
    public void changed(int slot) {
        mark(slot, 0);
    }

    @Override
    int slotOf(KeyContext key) {
        return slotOf(key.longKey(), key.hash());
    }

    /** Returns the slot of a key, taking one if it has none. */
    public int slotOf(long key, int hash) {
        if (key == 0) {
            return slotOfZero();
        }
        int slot = hash & mask;
        while (true) {
            long there = cells[cellAt(slot)];
            if (there == key) {
                return slot;
            }
            if (there == 0) {
                return take(key, hash, slot);
            }
            slot = (slot + 1) & mask;
        }
    }

    @Override
    Object value(int slot) {
        return isAbsent(slot) ? ABSENT : layout.read(cells, valueAt(slot));
    }

    @Override
    void set(int slot, Object value) {
        if (value == ABSENT) {
            mark(slot, ABSENT_BIT);
        } else {
            layout.write(value, cells, valueAt(slot));
            mark(slot, 0);
        }
    }

    @Override
    void setClean(int slot, Object value) {
        if (value == ABSENT) {
            cells[cellAt(slot) + MARK] = ABSENT_BIT;
        } else {
            layout.write(value, cells, valueAt(slot));
            cells[cellAt(slot) + MARK] = 0;
        }
    }

    @Override
    FlatCapture capture() {
        FlatCapture captured = changes;
        if (captured.count() > 0) {
            changes = new FlatCapture(layout);
            if (epoch == EPOCH_MAX) {
                forgetMarks();
            }
            epoch++;
        }
        return captured;
    }

    @Override
    void expect(long keys) {
        if (taken == 0 && !zeroTaken) {
            allocate(capacityFor(keys));
        }
    }

    @Override
    long entryCount() {
        long count = 0;
        for (int slot = 0; slot <= mask + 1; slot++) {
            boolean isTaken = slot > mask ? zeroTaken : cells[cellAt(slot)] != 0;
            if (isTaken && !isAbsent(slot)) {
                count++;
            }
        }
        return count;
    }

    private int cellAt(int slot) {
        return FIRST + slot * stride;
    }

    /** Copies a cell to where the changes are taken. */
    private void mark(int slot, long absentBit) {
        int at = cellAt(slot);
        long before = cells[at + MARK];
        int index = before >>> EPOCH_SHIFT == epoch ? (int) (before >>> INDEX_SHIFT & INDEX_MASK) : changes.add();
        cells[at + MARK] = epoch << EPOCH_SHIFT | (long) index << INDEX_SHIFT | absentBit;
        changes.copy(index, cells, at, absentBit != 0);
    }

    /** Begins to count captures anew: after centuries, at one checkpoint a second. */
    private void forgetMarks() {
        for (int slot = 0; slot <= mask + 1; slot++) {
            cells[cellAt(slot) + MARK] &= ABSENT_BIT;
        }
        epoch = 0;
    }

    private int slotOfZero() {
        int slot = mask + 1;
        if (!zeroTaken) {
            zeroTaken = true;
            cells[cellAt(slot) + MARK] = ABSENT_BIT;
        }
        return slot;
    }

    private int take(long key, int hash, int free) {
        if (isFull()) {
            grow();
            return slotOf(key, hash);
        }
        taken++;
        cells[cellAt(free)] = key;
        cells[cellAt(free) + MARK] = ABSENT_BIT;
        return free;
    }

    /** Doubles the table, and forgets keys that have no value: their removal is captured. */
    private void grow() {
        long[] oldCells = cells;
        int oldZero = mask + 1;
        int kept = 0;
        for (int old = 0; old < oldZero; old++) {
            if (isKept(oldCells, cellAt(old))) {
                kept++;
            }
        }
        taken = kept;
        allocate(grownCapacity(taken));
        for (int old = 0; old < oldZero; old++) {
            int at = cellAt(old);
            if (isKept(oldCells, at)) {
                System.arraycopy(oldCells, at, cells, cellAt(freeSlot(oldCells[at])), stride);
            }
        }
        System.arraycopy(oldCells, cellAt(oldZero), cells, cellAt(mask + 1), stride);
    }

    private static boolean isKept(long[] of, int at) {
        return of[at] != 0 && (of[at + MARK] & ABSENT_BIT) == 0;
    }

    private void allocate(int capacity) {
        long size = FIRST + (capacity + 1L) * stride;
        if (size > Integer.MAX_VALUE - 8) {
            throw tooManyKeys(taken);
        }
        cells = new long[(int) size];
        mask = capacity - 1;
    }

    private int freeSlot(long key) {
        int slot = KeyGroups.hash(key) & mask;
        while (cells[cellAt(slot)] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
