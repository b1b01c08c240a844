package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.time.Timestamps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one domain of one subtask, the earliest first, which knows those that differ from the last snapshot. A timer is a key and a timestamp, and there is one
 * of each. Keys that are longs are not boxed.
 *
 * <p>A timer has a slot as long as it waits or a snapshot holds it. A hash index finds the slot by key and timestamp. A wheel has the slots of those that wait; those that were added although
 * their time had come, or for an earlier time than the first that anybody asked for, are in a heap.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>Q1: a key and a timestamp have at most one slot.
 *   <li>Q2: a timer that waits and is not in the last snapshot is dirty, and so is one that is in it and does not wait; no other is.
 * </ul>
 */
public final class TimerQueue implements EntryHolder<TimerFormat> {

    private static final int CAPACITY_FIRST = 16;
    private static final int CAPACITY_MAX = 1 << 28;

    /** So many timers are captured at a barrier whatever has changed. */
    private static final int MARKED_MAX = 1 << 10;

    /** So many for each that has changed. */
    private static final int MARKED_FACTOR = 2;

    private final KeyType keyType;
    private final boolean longKeys;

    private long[] timestamps = new long[CAPACITY_FIRST];
    private long[] primitives;
    private @Nullable Object[] objects;
    private int[] keyHashes = new int[CAPACITY_FIRST];
    private boolean[] kept = new boolean[CAPACITY_FIRST];

    /** Of a free slot, the next one. */
    private int[] nextFree = new int[CAPACITY_FIRST];

    private SlotSet dirty = new SlotSet(CAPACITY_FIRST);

    /** Slots from here on were never used. */
    private int unused;

    /** A slot that was used and is free, the first of a chain; -1 for none. */
    private int firstFree = -1;

    /** Slots plus one, by the hash of key and timestamp, with linear probing; zero where there is none. */
    private int[] index = new int[2 * CAPACITY_FIRST];

    private final TimerWheel wheel = new TimerWheel(timestamps);
    private final TimerHeap late = new TimerHeap(CAPACITY_FIRST);

    /** @param longKeys whether keys are primitive longs */
    TimerQueue(KeyType keyType, boolean longKeys) {
        this.keyType = keyType;
        this.longKeys = longKeys;
        this.primitives = new long[longKeys ? CAPACITY_FIRST : 0];
        this.objects = new @Nullable Object[longKeys ? 0 : CAPACITY_FIRST];
    }

    /** Returns the timestamp of the earliest timer; {@link Timestamps#MAX} if there is none. */
    public long first() {
        return firstUpTo(Timestamps.MAX);
    }

    /** Returns whether there is a timer for a time or an earlier one. */
    public boolean isDue(long time) {
        return size() > 0 && firstUpTo(time) <= time;
    }

    /** Returns the earliest timestamp, if it is not after another, and otherwise some time after that. */
    private long firstUpTo(long last) {
        long first = late.isEmpty() ? Timestamps.MAX : late.firstTime();
        return wheel.isEmpty() ? first : Math.min(first, wheel.firstUpTo(Math.min(first, last)));
    }

    /** Returns how many timers wait. */
    public int size() {
        return wheel.size() + late.size();
    }

    private boolean waits(int slot) {
        return wheel.has(slot) || late.has(slot);
    }

    /** Adds a timer of a key, if it is not there. */
    public void add(KeyContext key, long timestamp) {
        int slot = find(key, timestamp);
        if (slot < 0) {
            if (!longKeys) {
                keyType.accept(key.key());
            }
            slot = take(key, timestamp);
            dirty.add(slot);
        } else if (!waits(slot)) {
            dirty.remove(slot);
        } else {
            return;
        }
        enter(slot);
    }

    /** Returns whether a key has a timer. */
    boolean contains(KeyContext key, long timestamp) {
        int slot = find(key, timestamp);
        return slot >= 0 && waits(slot);
    }

    /** Removes a timer of a key, if it is there. */
    public void remove(KeyContext key, long timestamp) {
        int slot = find(key, timestamp);
        if (slot >= 0 && waits(slot)) {
            leave(slot);
        }
    }

    /** Removes the earliest timer, of which there must be one, and makes its key the current one. */
    @SuppressWarnings("NullAway") // the slot of a timer has a key
    public void poll(KeyContext key) {
        int slot = earliest();
        if (longKeys) {
            key.set(primitives[slot], keyHashes[slot]);
        } else {
            key.set(objects[slot], keyHashes[slot]);
        }
        leave(slot);
    }

    private int earliest() {
        if (late.isEmpty()) {
            wheel.firstUpTo(Timestamps.MAX);
            return wheel.first();
        }
        long lateTime = late.firstTime();
        return wheel.isEmpty() || wheel.firstUpTo(lateTime) >= lateTime ? late.first() : wheel.first();
    }

    @Override
    @SuppressWarnings("NullAway") // the slot of a timer has a key
    public Captured capture(TimerFormat format) {
        int[] slots = dirty.drain();
        TimerCapture captured = new TimerCapture(slots.length, longKeys);
        for (int i = 0; i < slots.length; i++) {
            int slot = slots[i];
            boolean waits = waits(slot);
            if (longKeys) {
                captured.set(i, primitives[slot], timestamps[slot], waits);
            } else {
                captured.set(i, objects[slot], KeyGroups.groupOf(keyHashes[slot]), timestamps[slot], waits);
            }
            kept[slot] = waits;
            if (!waits) {
                free(slot);
            }
        }
        return new Captured.OfTable(captured, format);
    }

    /** At once, for timers are captured at once: so only what does not take much longer than to capture what changed. */
    @Override
    public boolean markAll(TimerFormat format) {
        if (unused > Math.max(MARKED_MAX, MARKED_FACTOR * dirty.size())) {
            return false;
        }
        for (int slot = 0; slot < unused; slot++) {
            if (waits(slot)) {
                dirty.add(slot);
            }
        }
        return true;
    }

    @Override
    public void expect(long entryCount) {
        if (unused == 0 && entryCount > timestamps.length) {
            resize(entryCount);
        }
    }

    /** A base may have a timer that a delta takes away. */
    @Override
    public void restore(TimerFormat stored, KeyContext key, StoredEntry entry) {
        long timestamp = entry.key().readLong();
        ByteReader value = entry.value();
        int slot = find(key, timestamp);
        if (value == null) {
            if (slot >= 0) {
                kept[slot] = false;
                leave(slot);
            }
        } else {
            value.expectEnd();
            if (slot < 0) {
                slot = take(key, timestamp);
                kept[slot] = true;
                enter(slot);
            }
        }
    }

    @Override
    public long entryCount() {
        return size();
    }

    private int find(KeyContext key, long timestamp) {
        int mask = index.length - 1;
        int at = spot(key.hash(), timestamp) & mask;
        while (index[at] != 0) {
            int slot = index[at] - 1;
            if (timestamps[slot] == timestamp && keyHashes[slot] == key.hash() && isOf(slot, key)) {
                return slot;
            }
            at = (at + 1) & mask;
        }
        return -1;
    }

    private boolean isOf(int slot, KeyContext key) {
        return longKeys ? primitives[slot] == key.longKey() : key.key().equals(objects[slot]);
    }

    private static int spot(int keyHash, long timestamp) {
        return KeyGroups.hash(timestamp + ((long) keyHash << 32));
    }

    /** Gives a key and a timestamp that have none a slot (Q1). */
    private int take(KeyContext key, long timestamp) {
        int slot = firstFree;
        if (slot >= 0) {
            firstFree = nextFree[slot];
        } else {
            if (unused == timestamps.length) {
                resize(2L * unused);
            }
            slot = unused++;
        }
        timestamps[slot] = timestamp;
        keyHashes[slot] = key.hash();
        if (longKeys) {
            primitives[slot] = key.longKey();
        } else {
            objects[slot] = key.key();
        }
        kept[slot] = false;
        insert(slot);
        return slot;
    }

    private void insert(int slot) {
        int mask = index.length - 1;
        int at = spot(keyHashes[slot], timestamps[slot]) & mask;
        while (index[at] != 0) {
            at = (at + 1) & mask;
        }
        index[at] = slot + 1;
    }

    /** Lets a timer wait. */
    private void enter(int slot) {
        if (wheel.takes(timestamps[slot])) {
            wheel.add(slot);
        } else {
            late.add(slot, timestamps[slot]);
        }
    }

    /** Lets a timer wait no longer. */
    private void leave(int slot) {
        if (wheel.has(slot)) {
            wheel.remove(slot);
        } else {
            late.remove(slot);
        }
        if (kept[slot]) {
            dirty.add(slot);
        } else {
            dirty.remove(slot);
            free(slot);
        }
    }

    private void free(int slot) {
        eraseFromIndex(slot);
        if (!longKeys) {
            objects[slot] = null;
        }
        nextFree[slot] = firstFree;
        firstFree = slot;
    }

    /** Closes the gap, so that a search never ends too early. */
    private void eraseFromIndex(int slot) {
        int mask = index.length - 1;
        int gap = spot(keyHashes[slot], timestamps[slot]) & mask;
        while (index[gap] != slot + 1) {
            gap = (gap + 1) & mask;
        }
        int at = (gap + 1) & mask;
        while (index[at] != 0) {
            int other = index[at] - 1;
            int home = spot(keyHashes[other], timestamps[other]) & mask;
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                index[gap] = index[at];
                gap = at;
            }
            at = (at + 1) & mask;
        }
        index[gap] = 0;
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
        timestamps = Arrays.copyOf(timestamps, capacity);
        keyHashes = Arrays.copyOf(keyHashes, capacity);
        kept = Arrays.copyOf(kept, capacity);
        nextFree = Arrays.copyOf(nextFree, capacity);
        wheel.resize(timestamps);
        late.resize(capacity);
        if (longKeys) {
            primitives = Arrays.copyOf(primitives, capacity);
        } else {
            objects = Arrays.copyOf(objects, capacity);
        }
        int[] marked = dirty.drain();
        dirty = new SlotSet(capacity);
        for (int slot : marked) {
            dirty.add(slot);
        }
        reindex(2 * capacity);
    }

    private void reindex(int length) {
        int[] before = index;
        index = new int[length];
        for (int entry : before) {
            if (entry != 0) {
                insert(entry - 1);
            }
        }
    }
}
