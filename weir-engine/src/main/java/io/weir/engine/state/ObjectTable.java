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
    private @Nullable Object[] keys = new @Nullable Object[INITIAL_CAPACITY];
    private int[] hashes = new int[INITIAL_CAPACITY];
    private @Nullable Runnable loader;

    ObjectTable(KeyType keyType) {
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
    @SuppressWarnings("NullAway") // a taken slot has a key
    public Object key(int slot) {
        return keys[slot];
    }

    @Override
    public int hash(int slot) {
        return hashes[slot];
    }

    /** Returns the slot of a key, taking one if it has none. */
    public int slotOf(Object key, int hash) {
        int slot = hash & mask;
        while (true) {
            Object there = keys[slot];
            if (there == null) {
                return take(key, hash, slot);
            }
            if (hashes[slot] == hash && key.equals(there)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Returns the slot of a key; {@link #NO_SLOT} if it has none. Not for tables with a store behind them. */
    public int find(Object key, int hash) {
        int slot = hash & mask;
        while (true) {
            Object there = keys[slot];
            if (there == null) {
                return NO_SLOT;
            }
            if (hashes[slot] == hash && key.equals(there)) {
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
        keys[free] = key;
        hashes[free] = hash;
        values[free] = ABSENT;
        if (spill != null) {
            spill.load(this, free, key);
        }
        return free;
    }

    @Override
    @SuppressWarnings("NullAway") // a dirty slot has a key
    ReferenceCapture capture(int[] slots, Object[] captured) {
        Object[] capturedKeys = new Object[slots.length];
        byte[] groups = new byte[slots.length];
        for (int i = 0; i < slots.length; i++) {
            capturedKeys[i] = keys[slots[i]];
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
        return keys[slot] == null || values[slot] == null ? hashes[slot] : ~hashes[slot];
    }

    @Override
    void moveKeys(@Nullable Object[] oldValues, Marks oldMarks) {
        @Nullable Object[] oldKeys = keys;
        int[] oldHashes = hashes;
        keys = new @Nullable Object[values.length];
        hashes = new int[values.length];
        for (int old = 0; old < oldValues.length; old++) {
            Object value = oldValues[old];
            if (value != null) {
                int slot = oldHashes[old] & mask;
                while (keys[slot] != null) {
                    slot = (slot + 1) & mask;
                }
                keys[slot] = oldKeys[old];
                hashes[slot] = oldHashes[old];
                move(slot, value, old, oldMarks);
            }
        }
    }
}
