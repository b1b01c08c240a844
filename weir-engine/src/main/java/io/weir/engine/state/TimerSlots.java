package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.error.WeirException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Slots with a key and a timestamp each, which are found by both. What belongs to a slot lies side by side, and the index tells most others apart by their hash: to find a slot, or to free it, takes
 * one fetch from memory for each of the two.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>Q1: a key and a timestamp have at most one slot.
 * </ul>
 */
final class TimerSlots {

    /** Stands for no slot. */
    static final int NO_SLOT = -1;

    private static final int CAPACITY_FIRST = 16;
    private static final int CAPACITY_MAX = 1 << 28;

    private final boolean longKeys;

    /** Of each slot the timestamp, or the next free slot; and behind it the key, or its hash if keys are objects. */
    private long[] cells = new long[2 * CAPACITY_FIRST];

    private @Nullable Object[] objects;

    /** The hash of key and timestamp, and a slot plus one, with linear probing; zero where there is none. */
    private long[] index = new long[2 * CAPACITY_FIRST];

    /** Slots from here on were never used. */
    private int unused;

    /** A slot that was used and is free, the first of a chain. */
    private int firstFree = NO_SLOT;

    /** @param longKeys whether keys are primitive longs */
    TimerSlots(boolean longKeys) {
        this.longKeys = longKeys;
        this.objects = new @Nullable Object[longKeys ? 0 : CAPACITY_FIRST];
    }

    /** Returns how many slots there is room for. */
    int capacity() {
        return cells.length >>> 1;
    }

    /** Returns a number that all slots that were ever used are below. */
    int end() {
        return unused;
    }

    /** Makes room for so many slots, before the first. */
    void expect(long count) {
        if (unused == 0 && count > capacity()) {
            resize(count);
        }
    }

    long timestamp(int slot) {
        return cells[2 * slot];
    }

    long primitive(int slot) {
        return cells[2 * slot + 1];
    }

    /** Only if keys are objects. */
    @SuppressWarnings("NullAway") // a slot that is not free has a key
    Object object(int slot) {
        return objects[slot];
    }

    int keyHash(int slot) {
        long key = cells[2 * slot + 1];
        return longKeys ? KeyGroups.hash(key) : (int) key;
    }

    /** Returns the slot of a key and a timestamp; {@link #NO_SLOT} if they have none. */
    int find(KeyContext key, long timestamp) {
        int mask = index.length - 1;
        int spot = spot(key.hash(), timestamp);
        int at = spot & mask;
        while (index[at] != 0) {
            int slot = slotAt(at);
            if (spotAt(at) == spot && timestamp(slot) == timestamp && isOf(slot, key)) {
                return slot;
            }
            at = (at + 1) & mask;
        }
        return NO_SLOT;
    }

    private boolean isOf(int slot, KeyContext key) {
        return longKeys ? primitive(slot) == key.longKey() : key.key().equals(objects[slot]);
    }

    /** Gives a key and a timestamp that have none a slot (Q1). */
    int take(KeyContext key, long timestamp) {
        int slot = firstFree;
        if (slot == NO_SLOT) {
            if (unused == capacity()) {
                resize(2L * unused);
            }
            slot = unused++;
        } else {
            firstFree = (int) timestamp(slot);
        }
        cells[2 * slot] = timestamp;
        if (longKeys) {
            cells[2 * slot + 1] = key.longKey();
        } else {
            cells[2 * slot + 1] = key.hash();
            objects[slot] = key.key();
        }
        insert((long) spot(key.hash(), timestamp) << Integer.SIZE | slot + 1);
        return slot;
    }

    void free(int slot) {
        erase(slot);
        if (!longKeys) {
            objects[slot] = null;
        }
        cells[2 * slot] = firstFree;
        firstFree = slot;
    }

    private void insert(long entry) {
        int mask = index.length - 1;
        int at = (int) (entry >>> Integer.SIZE) & mask;
        while (index[at] != 0) {
            at = (at + 1) & mask;
        }
        index[at] = entry;
    }

    /** Closes the gap in the index, so that a search never ends too early. */
    private void erase(int slot) {
        int mask = index.length - 1;
        int gap = spot(keyHash(slot), timestamp(slot)) & mask;
        while (slotAt(gap) != slot) {
            gap = (gap + 1) & mask;
        }
        int at = (gap + 1) & mask;
        while (index[at] != 0) {
            int home = spotAt(at) & mask;
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                index[gap] = index[at];
                gap = at;
            }
            at = (at + 1) & mask;
        }
        index[gap] = 0;
    }

    private int slotAt(int at) {
        return (int) index[at] - 1;
    }

    private int spotAt(int at) {
        return (int) (index[at] >>> Integer.SIZE);
    }

    private static int spot(int keyHash, long timestamp) {
        return KeyGroups.hash(timestamp + ((long) keyHash << Integer.SIZE));
    }

    private void resize(long needed) {
        if (needed > CAPACITY_MAX) {
            throw WeirException.user(
                    "too-many-timers",
                    "a subtask has " + needed + " timers",
                    "its queue cannot become larger",
                    "raise the parallelism of the stage, so that each subtask has fewer keys");
        }
        int capacity = Math.max(CAPACITY_FIRST, Integer.highestOneBit((int) needed - 1) << 1);
        cells = Arrays.copyOf(cells, 2 * capacity);
        if (!longKeys) {
            objects = Arrays.copyOf(objects, capacity);
        }
        long[] before = index;
        index = new long[2 * capacity];
        for (long entry : before) {
            if (entry != 0) {
                insert(entry);
            }
        }
    }
}
