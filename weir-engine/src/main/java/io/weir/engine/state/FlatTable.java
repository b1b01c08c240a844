package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.inlining.OutOfLine;
import io.weir.serde.ByteReader;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Table} from primitive longs to values that a {@link FlatLayout} lays down beside their key: an entry is read and written in one or two cache lines,
 * and the garbage collector sees one array. A cell with key 0 is free; key 0 itself has a cell of its own behind all others.
 *
 * <p>Threading: confined to one task.
 */
public final class FlatTable extends Table {

    /** A search goes through 1.8 slots at the most on the average if keys are like chance, 1.5 where half are taken (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
    private static final int FULL_EIGHTHS = 5;

    /** How many entries are fetched before they are copied: a few kilobytes. */
    private static final int FETCHED = 64;

    /** From so many slots on for each that is copied, they are fetched first. */
    private static final int SPARSE = 3;

    /**
     * 4 MiB. On the machines measured that is more than the second-level cache of a core, and of the third-level one it has only what others leave it: where each record waited for its own
     * entry, rates differed by a factor of four from run to run.
     */
    private static final int LARGE = (4 << 20) / Long.BYTES;

    /**
     * So many words lie before the first cell: with the array's header, of 16 bytes, they fill a line of the cache. So a cell whose size is a power of two lies in one line, if the
     * array begins at the start of one, as those do that are large enough for regions of their own in G1.
     */
    static final int LEAD = 6;

    /** A key that lies farther than this from where it is looked for first does so because many keys are alike: by a good hash, hardly one in a table of a billion would. */
    private static final int DISTANCE_MAX = 256;

    /** So far keys lie apart by chance alone in a small table. */
    private static final int FEW = 64;

    private final FlatLayout layout;
    private final int stride;

    /** How many of a product's bits are no part of a slot's number. */
    private int homeShift;

    /** Whether keys are placed by their hash. */
    private boolean scattered;

    private long[] cells = {};
    private boolean zeroTaken;

    /** Never read: written so that nobody finds reading needless. */
    @SuppressWarnings("unused")
    private long fetched;

    /** What the last barrier found changed, and is not copied yet: it is copied before it changes again. */
    private SlotSet waiting = new SlotSet(0);

    /** Takes what is in {@code waiting}; null if that is empty. */
    private @Nullable FlatCapture capturing;

    /** What captures of many entries lie in; null before the first. */
    private @Nullable SpareChunks spareChunks;

    /** Whether {@code absent} and {@code waiting} are known to be empty: one look for each record, in short code. */
    private boolean still = true;

    /** The taken slots that have no value. */
    private SlotSet absent = new SlotSet(0);

    /** All taken slots, so that a barrier need not look for them. */
    private SlotSet takenSlots = new SlotSet(0);

    FlatTable(FlatLayout layout) {
        super(FULL_EIGHTHS);
        this.layout = layout;
        this.stride = layout.words() + 1;
        allocate(INITIAL_CAPACITY);
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
        return at(slot) + 1;
    }

    /** Returns whether a taken slot has no value. */
    public boolean isAbsent(int slot) {
        return !absent.isEmpty() && absent.contains(slot);
    }

    /** Notes that a value is about to be laid down in a slot. */
    public void changing(int slot) {
        touching(slot);
        dirty.add(slot);
        absent.remove(slot);
    }

    /** Lets a capture have what lies in a slot, before it changes. */
    public void touching(int slot) {
        if (!waiting.isEmpty()) {
            copyFirst(slot);
        }
    }

    /** Notes that a value has been laid down in a slot, which {@link #touching} was told of before. What lay there until now belonged to nobody if it was no value. */
    public void changed(int slot) {
        dirty.add(slot);
        absent.remove(slot);
        still = absent.isEmpty() && waiting.isEmpty();
    }

    /** As {@link #changed}, where {@link #isStill} held and nothing needed to be told before. */
    public void changedStill(int slot) {
        dirty.add(slot);
    }

    /** Returns whether all taken slots have values, and no capture waits for any. */
    public boolean isStill() {
        return still;
    }

    private void addAbsent(int slot) {
        still = false;
        absent.add(slot);
    }

    @Override
    public int slotOf(KeyContext key) {
        return slotOf(key.longKey());
    }

    @Override
    public int slotOf(Table other, int otherSlot) {
        return slotOf(((FlatTable) other).longKey(otherSlot));
    }

    @Override
    public int nextSlot(int slot) {
        for (int next = slot + 1; next <= mask; next++) {
            if (cells[at(next)] != 0 && !isAbsent(next)) {
                return next;
            }
        }
        return slot <= mask && zeroTaken && !isAbsent(mask + 1) ? mask + 1 : NO_SLOT;
    }

    @Override
    public Long key(int slot) {
        return longKey(slot);
    }

    @Override
    public int takenCount() {
        return zeroTaken ? taken + 1 : taken;
    }

    @Override
    public int hash(int slot) {
        return KeyGroups.hash(longKey(slot));
    }

    /** The cell of key 0 never has another. */
    private long longKey(int slot) {
        return cells[at(slot)];
    }

    /**
     * Returns the slot where a key is looked for first. Of numbers that were given out one after the other hardly one is found elsewhere, which is one in four with a hash, and a
     * wrong guess of the processor each time. Other keys can come to lie together; a table that finds that places all by their hash.
     */
    private int home(long key) {
        return scattered ? KeyGroups.hash(key) & mask : (int) (KeyGroups.place(key) >>> homeShift);
    }

    /** Returns where the cell of a slot begins. */
    private int at(int slot) {
        return LEAD + slot * stride;
    }

    /** Reads something of the slot where a key is looked for first, and of what is known of it. */
    long fetch(long key) {
        int slot = home(key);
        return cells[at(slot)] | dirty.fetch(slot) | waiting.fetch(slot);
    }

    @Override
    public boolean isLarge() {
        return cells.length >= LARGE;
    }

    @Override
    public void fetch(long[] keys, int count) {
        long any = 0;
        for (int i = 0; i < count; i++) {
            int slot = home(keys[i]);
            any |= cells[at(slot)] | dirty.fetch(slot);
        }
        for (int i = 0; i < count && !waiting.isEmpty(); i++) {
            any |= waiting.fetch(home(keys[i]));
        }
        fetched = any;
    }

    /** Returns the slot of a key, taking one if it has none. */
    public int slotOf(long key) {
        if (key == 0) {
            return slotOfZero(null);
        }
        int slot = home(key);
        while (true) {
            long there = cells[at(slot)];
            if (there == key) {
                return slot;
            }
            if (there == 0) {
                return take(key, slot, null);
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Returns the slot of a key; {@link #NO_SLOT} if it has none. */
    public int find(long key) {
        if (key == 0) {
            return zeroTaken ? mask + 1 : NO_SLOT;
        }
        int slot = home(key);
        while (true) {
            long there = cells[at(slot)];
            if (there == key) {
                return slot;
            }
            if (there == 0) {
                return NO_SLOT;
            }
            slot = (slot + 1) & mask;
        }
    }

    @Override
    public Object value(int slot) {
        return isAbsent(slot) ? ABSENT : layout.read(cells, valueAt(slot));
    }

    @Override
    public void set(int slot, Object value) {
        copyFirst(slot);
        setClean(slot, value);
        dirty.add(slot);
    }

    @Override
    public void setClean(int slot, Object value) {
        if (value == ABSENT) {
            addAbsent(slot);
        } else {
            layout.write(value, cells, valueAt(slot));
            absent.remove(slot);
        }
    }

    /** Restores a value as its serde wrote it. */
    void readClean(int slot, ByteReader value) {
        layout.codec().read(value, cells, valueAt(slot));
        value.expectEnd();
        absent.remove(slot);
    }

    /** Of any number: they are copied after the barrier, as what changed is. */
    @Override
    public boolean markAll(Entries format) {
        dirty.becomes(takenSlots);
        return true;
    }

    @Override
    FlatCapture capture() {
        completeCapture();
        FlatCapture capture = new FlatCapture(this, dirty.size());
        if (!capture.isComplete()) {
            SlotSet changed = dirty;
            dirty = waiting;
            waiting = changed;
            still = false;
            capturing = capture;
        }
        return capture;
    }

    /** Returns the arrays that captures of this table are done with. */
    SpareChunks spareChunks() {
        SpareChunks spare = spareChunks;
        if (spare == null) {
            spare = new SpareChunks(FlatCapture.CHUNK_ENTRIES * stride);
            spareChunks = spare;
        }
        return spare;
    }

    /** Copies what a capture waits for, at most so many entries. */
    void copyWaiting(FlatCapture into, int entriesMax) {
        if (into != capturing) {
            throw new IllegalStateException("a capture waits for entries that have gone to a later one");
        }
        int[] slots = waiting.drain(entriesMax);
        for (int from = 0; from < slots.length; from += FETCHED) {
            int to = Math.min(slots.length, from + FETCHED);
            // Where most cells in between are copied, the processor reads ahead by itself.
            if (slots[to - 1] - slots[from] > SPARSE * (to - from)) {
                fetch(slots, from, to);
            }
            copy(slots, from, to, into);
        }
        if (waiting.isEmpty()) {
            capturing = null;
        }
    }

    private void copy(int[] slots, int from, int to, FlatCapture into) {
        if (absent.isEmpty()) {
            into.addAll(cells, LEAD, slots, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            into.add(cells, at(slots[i]), absent.contains(slots[i]));
        }
    }

    /** Reads something of each entry, one right after the other, so that the processor fetches many of them from memory at the same time. */
    private void fetch(int[] slots, int from, int to) {
        long any = 0;
        for (int i = from; i < to; i++) {
            any |= cells[at(slots[i])];
        }
        fetched = any;
    }

    private void copyFirst(int slot) {
        FlatCapture into = capturing;
        if (into != null && waiting.contains(slot)) {
            into.add(cells, at(slot), isAbsent(slot));
            waiting.remove(slot);
            if (waiting.isEmpty()) {
                capturing = null;
            }
        }
    }

    private void completeCapture() {
        FlatCapture into = capturing;
        if (into != null) {
            copyWaiting(into, Integer.MAX_VALUE);
        }
    }

    @Override
    public void expect(long keys) {
        if (taken == 0 && !zeroTaken) {
            allocate(capacityFor(keys));
        }
    }

    @Override
    public long entryCount() {
        long count = 0;
        for (int slot = nextSlot(NO_SLOT); slot != NO_SLOT; slot = nextSlot(slot)) {
            count++;
        }
        return count;
    }

    int slotOfZero(@Nullable OutOfLine rare) {
        int slot = mask + 1;
        if (!zeroTaken) {
            zeroTaken = true;
            takenSlots.add(slot);
            addAbsent(slot);
        }
        return slot;
    }

    int take(long key, int free, @Nullable OutOfLine rare) {
        boolean far = !scattered && distance(key, free) > DISTANCE_MAX;
        if (far || isFull()) {
            scattered |= far;
            rebuild(isFull());
            return slotOf(key);
        }
        taken++;
        cells[at(free)] = key;
        takenSlots.add(free);
        addAbsent(free);
        return free;
    }

    /** Returns how far behind the slot where it is looked for first a key lies. */
    int distance(long key, int slot) {
        return (slot - home(key)) & mask;
    }

    /** Places all keys anew, but those that have no value and whose removal is in a snapshot: they are forgotten. */
    private void rebuild(boolean larger) {
        completeCapture();
        long distances = place(larger);
        if (!scattered && distances > taken / 2 + FEW) {
            scattered = true;
            place(false);
        }
    }

    /** Returns how far keys lie from where they are looked for first, all together. */
    private long place(boolean larger) {
        long[] oldCells = cells;
        SlotSet oldDirty = dirty;
        SlotSet oldAbsent = absent;
        int oldZero = mask + 1;
        SlotSet kept = new SlotSet(oldZero);
        for (int old = 0; old < oldZero; old++) {
            if (oldCells[at(old)] != 0 && (!oldAbsent.contains(old) || oldDirty.contains(old))) {
                kept.add(old);
            }
        }
        int[] keptSlots = kept.drain();
        taken = keptSlots.length;
        allocate(larger ? grownCapacity(taken) : mask + 1);
        long distances = 0;
        for (int old : keptSlots) {
            long key = oldCells[at(old)];
            int slot = freeSlot(key);
            distances += distance(key, slot);
            move(oldCells, old, slot, oldAbsent.contains(old), oldDirty.contains(old));
        }
        if (zeroTaken) {
            move(oldCells, oldZero, mask + 1, oldAbsent.contains(oldZero), oldDirty.contains(oldZero));
        }
        return distances;
    }

    private void allocate(int capacity) {
        long size = LEAD + (capacity + 1L) * stride;
        if (size > Integer.MAX_VALUE - 8) {
            throw tooManyKeys(taken);
        }
        cells = new long[(int) size];
        dirty = new SlotSet(capacity + 1);
        waiting = new SlotSet(capacity + 1);
        absent = new SlotSet(capacity + 1);
        takenSlots = new SlotSet(capacity + 1);
        mask = capacity - 1;
        homeShift = Long.numberOfLeadingZeros(mask);
    }

    private int freeSlot(long key) {
        int slot = home(key);
        while (cells[at(slot)] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void move(long[] oldCells, int old, int slot, boolean isAbsent, boolean isDirty) {
        System.arraycopy(oldCells, at(old), cells, at(slot), stride);
        takenSlots.add(slot);
        if (isAbsent) {
            addAbsent(slot);
        }
        if (isDirty) {
            dirty.add(slot);
        }
    }
}
