package io.weir.engine.state;

import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Table} whose values are objects. A slot is free if and only if it has no place; a key without a value has {@link #ABSENT} there.
 *
 * <p>What comes and goes between two barriers leaves nothing behind: no snapshot has to tell its removal, and the table forgets its key as soon as it needs the room.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>T4: an entry is fresh if and only if it has a value, and the last snapshot has nothing of its key. So it is dirty too.
 * </ul>
 */
public abstract sealed class ReferenceTable extends Table permits LongTable, ObjectTable {

    /** So many slots are looked through at a barrier whatever has changed: some ten microseconds. */
    private static final int MARKED_MAX = 1 << 12;

    /** Of a few dozen bytes each, with the objects that half of them refer to: about 16 MiB. */
    private static final int LARGE = 1 << 19;

    /** So many slots for each entry that changed: half of a table's entries, if it is half full. */
    private static final int MARKED_FACTOR = 4;

    /** A slot has some bytes only: a search that ends soon is worth more. */
    private static final int FULL_EIGHTHS = 4;

    /** Where the objects of each slot lie; {@link ObjectPages#NO_PLACE} for a free one. */
    int[] places = new int[INITIAL_CAPACITY];

    final ObjectPages objects;

    /** The entries that no snapshot has anything of (T4). */
    private SlotSet fresh = new SlotSet(INITIAL_CAPACITY);

    /** Has the keys that are not here; null if all are. */
    @Nullable Spill spill;

    /** Takes what is restored, as long as that goes on. */
    private @Nullable SlotOrder restoring;

    ReferenceTable(ObjectPages objects) {
        super(FULL_EIGHTHS);
        this.objects = objects;
    }

    @Override
    public final boolean isLarge() {
        return mask + 1 >= LARGE;
    }

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
    public final Object value(int slot) {
        return objects.value(places[slot]);
    }

    @Override
    public final void set(int slot, Object value) {
        int place = places[slot];
        Object before = objects.value(place);
        objects.set(place, value);
        if (before == ABSENT && !dirty.contains(slot)) {
            if (value == ABSENT) {
                return;
            }
            fresh.add(slot);
        } else if (value == ABSENT && fresh.contains(slot)) {
            fresh.remove(slot);
            dirty.remove(slot);
            return;
        }
        dirty.add(slot);
    }

    /** Stores a list whose elements have changed. */
    final void setList(int slot, ListValue list) {
        setParts(slot, list, list.isEmpty());
    }

    /** Stores a map whose entries have changed. */
    final void setMap(int slot, MapValue map) {
        setParts(slot, map, map.entries.isEmpty());
    }

    /** What has lost all of its parts tells the next snapshot of that, unless the last one has none of them. */
    private void setParts(int slot, Object value, boolean empty) {
        set(slot, empty && fresh.contains(slot) ? ABSENT : value);
    }

    @Override
    public final void setClean(int slot, Object value) {
        objects.set(places[slot], Objects.requireNonNull(value, "a serde read null"));
    }

    @Override
    public final int nextSlot(int slot) {
        for (int next = slot + 1; next <= mask; next++) {
            if (hasValue(next)) {
                return next;
            }
        }
        return NO_SLOT;
    }

    final boolean hasValue(int slot) {
        int place = places[slot];
        return place != ObjectPages.NO_PLACE && objects.value(place) != ABSENT;
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
            if (places[slot] != ObjectPages.NO_PLACE) {
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
        int[] slots = changed();
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
        int[] slots = changed();
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
        int[] slots = changed();
        Object[] captured = new Object[slots.length];
        for (int i = 0; i < slots.length; i++) {
            ListValue list = (ListValue) value(slots[i]);
            captured[i] = list;
            setClean(slots[i], list.isEmpty() ? ABSENT : list.captured());
        }
        return capture(slots, captured);
    }

    /** Returns the slots of entries that changed since the last barrier; from now on a snapshot has them. */
    private int[] changed() {
        fresh.clear();
        return dirty.drain();
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
        return IntStream.range(0, places.length).filter(this::hasValue).count();
    }

    /** Doubles the table, and forgets keys that have no value and whose removal is in a snapshot. */
    final void grow() {
        Spill behind = spill;
        if (behind != null && mask + 1 >= behind.capacity()) {
            forget(behind.capacity());
            return;
        }
        for (int slot = 0; slot < places.length; slot++) {
            if (places[slot] != ObjectPages.NO_PLACE && !dirty.contains(slot) && !hasValue(slot)) {
                forgetKey(slot);
            }
        }
        objects.reclaim();
        resize(grownCapacity(taken));
    }

    /** Keeps only what changed since the last barrier: everything else is in the store (S1). */
    private void forget(int capacityMin) {
        for (int slot = 0; slot < places.length; slot++) {
            if (places[slot] != ObjectPages.NO_PLACE && !dirty.contains(slot)) {
                forgetKey(slot);
            }
        }
        objects.reclaim();
        resize(Math.max(capacityMin, capacityFor(2L * taken)));
    }

    private void forgetKey(int slot) {
        objects.remove(places[slot]);
        places[slot] = ObjectPages.NO_PLACE;
        taken--;
    }

    private void resize(int capacity) {
        int[] oldPlaces = places;
        SlotSet oldDirty = dirty;
        SlotSet oldFresh = fresh;
        places = new int[capacity];
        dirty = new SlotSet(capacity);
        fresh = new SlotSet(capacity);
        mask = capacity - 1;
        moveKeys(oldPlaces, new Marks(oldDirty, oldFresh));
    }

    /** The marks of a table's slots before it was resized. */
    record Marks(SlotSet dirty, SlotSet fresh) {}

    /** Reads something of the slot that a hash belongs to, so that it is at hand; returns nothing of meaning. */
    abstract long fetch(int hash);

    /** Moves every key of a taken slot to its new one, with its place and its marks. */
    abstract void moveKeys(int[] oldPlaces, Marks oldMarks);

    /** Puts a moved entry into its new slot. */
    final void move(int newSlot, int place, int oldSlot, Marks oldMarks) {
        places[newSlot] = place;
        if (oldMarks.dirty.contains(oldSlot)) {
            dirty.add(newSlot);
            if (oldMarks.fresh.contains(oldSlot)) {
                fresh.add(newSlot);
            }
        }
    }
}
