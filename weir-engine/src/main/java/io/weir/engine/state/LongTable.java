package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;

/**
 * A {@link Table} from primitive longs to objects.
 *
 * <p>Threading: confined to one task.
 */
public final class LongTable extends ReferenceTable {

    private long[] keys = new long[INITIAL_CAPACITY];

    /** Never read: written so that nobody finds reading needless. */
    @SuppressWarnings("unused")
    private long fetched;

    /** An empty one. */
    LongTable() {
        super(ObjectPages.ofValues());
    }

    @Override
    public int slotOf(KeyContext key) {
        return slotOf(key.longKey(), key.hash());
    }

    @Override
    public int slotOf(Table other, int otherSlot) {
        long key = ((LongTable) other).keys[otherSlot];
        return slotOf(key, KeyGroups.hash(key));
    }

    @Override
    public Long key(int slot) {
        return keys[slot];
    }

    @Override
    public int hash(int slot) {
        return KeyGroups.hash(keys[slot]);
    }

    /** Returns the slot of a key, taking one if it has none. */
    public int slotOf(long key, int hash) {
        int slot = hash & mask;
        while (true) {
            if (places[slot] == ObjectPages.NO_PLACE) {
                return take(key, hash, slot);
            }
            if (keys[slot] == key) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private int take(long key, int hash, int free) {
        if (isFull()) {
            grow();
            return slotOf(key, hash);
        }
        taken++;
        keys[free] = key;
        places[free] = objects.add(ABSENT);
        if (spill != null) {
            spill.load(this, free, key);
        }
        return free;
    }

    @Override
    LongCapture capture(int[] slots, Object[] captured) {
        long[] capturedKeys = new long[slots.length];
        for (int i = 0; i < slots.length; i++) {
            capturedKeys[i] = keys[slots[i]];
        }
        return new LongCapture(capturedKeys, captured);
    }

    @Override
    boolean isLoaded() {
        return true;
    }

    @Override
    public void fetch(long[] ofKeys, int count) {
        long any = 0;
        for (int i = 0; i < count; i++) {
            any |= fetch(KeyGroups.hash(ofKeys[i]));
        }
        for (int i = 0; i < count; i++) {
            any |= objects.fetch(places[KeyGroups.hash(ofKeys[i]) & mask]);
        }
        for (int i = 0; i < count; i++) {
            any |= objects.fetchValue(places[KeyGroups.hash(ofKeys[i]) & mask]);
        }
        fetched = any;
    }

    @Override
    long fetch(int hash) {
        int slot = hash & mask;
        return places[slot] == ObjectPages.NO_PLACE ? keys[slot] : ~keys[slot];
    }

    @Override
    void moveKeys(int[] oldPlaces, Marks oldMarks) {
        long[] oldKeys = keys;
        keys = new long[places.length];
        for (int old = 0; old < oldPlaces.length; old++) {
            int place = oldPlaces[old];
            if (place != ObjectPages.NO_PLACE) {
                int slot = KeyGroups.hash(oldKeys[old]) & mask;
                while (places[slot] != ObjectPages.NO_PLACE) {
                    slot = (slot + 1) & mask;
                }
                keys[slot] = oldKeys[old];
                move(slot, place, old, oldMarks);
            }
        }
    }
}
