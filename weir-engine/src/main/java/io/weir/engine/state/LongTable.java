package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import org.jspecify.annotations.Nullable;

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
            if (values[slot] == null) {
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
        values[free] = ABSENT;
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
            Object value = values[KeyGroups.hash(ofKeys[i]) & mask];
            if (value != null && value.getClass() == Object.class) {
                any++;
            }
        }
        fetched = any;
    }

    @Override
    long fetch(int hash) {
        int slot = hash & mask;
        return values[slot] == null ? keys[slot] : ~keys[slot];
    }

    @Override
    void moveKeys(@Nullable Object[] oldValues, Marks oldMarks) {
        long[] oldKeys = keys;
        keys = new long[values.length];
        for (int old = 0; old < oldValues.length; old++) {
            Object value = oldValues[old];
            if (value != null) {
                int slot = KeyGroups.hash(oldKeys[old]) & mask;
                while (values[slot] != null) {
                    slot = (slot + 1) & mask;
                }
                keys[slot] = oldKeys[old];
                move(slot, value, old, oldMarks);
            }
        }
    }
}
