package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Table} from objects with {@code equals} by value to objects.
 *
 * <p>Threading: confined to one task.
 */
public final class ObjectTable extends ReferenceTable {

    private final KeyType keyType;
    private int[] hashes = new int[INITIAL_CAPACITY];
    private @Nullable Runnable loader;

    ObjectTable(KeyType keyType) {
        super(ObjectPages.ofKeysAndValues());
        this.keyType = keyType;
    }

    /** Sets what loads the restored entries as soon as the first key tells the type of keys. */
    void loadAtFirstKey(Runnable newLoader) {
        loader = newLoader;
    }

    @Override
    public int slotOf(KeyContext key) {
        return slotOf(key.key(), key.hash());
    }

    @Override
    public int slotOf(Table other, int otherSlot) {
        return slotOf(other.key(otherSlot), other.hash(otherSlot));
    }

    @Override
    public Object key(int slot) {
        return objects.key(places[slot]);
    }

    @Override
    public int hash(int slot) {
        return hashes[slot];
    }

    /** Returns the slot of a key, taking one if it has none. */
    public int slotOf(Object key, int hash) {
        int slot = hash & mask;
        while (true) {
            int place = places[slot];
            if (place == ObjectPages.NO_PLACE) {
                return take(key, hash, slot);
            }
            if (hashes[slot] == hash && key.equals(objects.key(place))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Returns the slot of a key; {@link #NO_SLOT} if it has none. Not for tables with a store behind them. */
    public int find(Object key, int hash) {
        int slot = hash & mask;
        while (true) {
            int place = places[slot];
            if (place == ObjectPages.NO_PLACE) {
                return NO_SLOT;
            }
            if (hashes[slot] == hash && key.equals(objects.key(place))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private int take(Object key, int hash, int free) {
        keyType.accept(key);
        Runnable waiting = loader;
        if (waiting != null) {
            loader = null;
            waiting.run();
            return slotOf(key, hash);
        }
        if (isFull()) {
            grow();
            return slotOf(key, hash);
        }
        taken++;
        hashes[free] = hash;
        places[free] = objects.add(ABSENT);
        objects.setKey(places[free], key);
        if (spill != null) {
            spill.load(this, free, key);
        }
        return free;
    }

    @Override
    ReferenceCapture capture(int[] slots, Object[] captured) {
        Object[] capturedKeys = new Object[slots.length];
        byte[] groups = new byte[slots.length];
        for (int i = 0; i < slots.length; i++) {
            capturedKeys[i] = key(slots[i]);
            groups[i] = (byte) KeyGroups.groupOf(hashes[slots[i]]);
        }
        return new ReferenceCapture(capturedKeys, groups, captured);
    }

    @Override
    boolean isLoaded() {
        return loader == null;
    }

    @Override
    long fetch(int hash) {
        int slot = hash & mask;
        return places[slot] == ObjectPages.NO_PLACE ? hashes[slot] : ~hashes[slot];
    }

    @Override
    void moveKeys(int[] oldPlaces, Marks oldMarks) {
        int[] oldHashes = hashes;
        hashes = new int[places.length];
        for (int old = 0; old < oldPlaces.length; old++) {
            int place = oldPlaces[old];
            if (place != ObjectPages.NO_PLACE) {
                int slot = oldHashes[old] & mask;
                while (places[slot] != ObjectPages.NO_PLACE) {
                    slot = (slot + 1) & mask;
                }
                hashes[slot] = oldHashes[old];
                move(slot, place, old, oldMarks);
            }
        }
    }
}
