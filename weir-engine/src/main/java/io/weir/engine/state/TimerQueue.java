package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.serde.ByteReader;
import io.weir.time.Timestamps;

/**
 * The timers of one domain of one subtask, the earliest first, which knows those that differ from the last snapshot. A timer is a key and a timestamp, and there is one
 * of each. Keys that are longs are not boxed.
 *
 * <p>A timer has a slot as long as it waits or a snapshot holds it. A wheel has the slots of those that wait; those that were added although
 * their time had come, or for an earlier time than the first that anybody asked for, are in a heap.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>Q2: a timer that waits and is not in the last snapshot is dirty, and so is one that is in it and does not wait; no other is.
 * </ul>
 */
public final class TimerQueue implements EntryHolder<TimerFormat> {

    /** So many timers are captured at a barrier whatever has changed. */
    private static final int MARKED_MAX = 1 << 10;

    /** So many for each that has changed. */
    private static final int MARKED_FACTOR = 2;

    private final KeyType keyType;
    private final boolean longKeys;

    private final TimerSlots slots;
    private final TimerWheel wheel;
    private final TimerHeap late;

    /** The slots of those that the last snapshot has. */
    private SlotSet kept;

    private SlotSet dirty;

    /** @param longKeys whether keys are primitive longs */
    TimerQueue(KeyType keyType, boolean longKeys) {
        this.keyType = keyType;
        this.longKeys = longKeys;
        this.slots = new TimerSlots(longKeys);
        this.wheel = new TimerWheel(slots);
        this.late = new TimerHeap(slots.capacity());
        this.kept = new SlotSet(slots.capacity());
        this.dirty = new SlotSet(slots.capacity());
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
        int slot = slots.find(key, timestamp);
        if (slot == TimerSlots.NO_SLOT) {
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
        int slot = slots.find(key, timestamp);
        return slot != TimerSlots.NO_SLOT && waits(slot);
    }

    /** Removes a timer of a key, if it is there. */
    public void remove(KeyContext key, long timestamp) {
        int slot = slots.find(key, timestamp);
        if (slot != TimerSlots.NO_SLOT && waits(slot)) {
            leave(slot);
        }
    }

    /** Removes the earliest timer, of which there must be one, and makes its key the current one. */
    public void poll(KeyContext key) {
        int slot = earliest();
        if (longKeys) {
            key.set(slots.primitive(slot), slots.keyHash(slot));
        } else {
            key.set(slots.object(slot), slots.keyHash(slot));
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
    public Captured capture(TimerFormat format) {
        int[] changed = dirty.drain();
        TimerCapture captured = new TimerCapture(changed.length, longKeys);
        for (int i = 0; i < changed.length; i++) {
            int slot = changed[i];
            boolean waits = waits(slot);
            if (longKeys) {
                captured.set(i, slots.primitive(slot), slots.timestamp(slot), waits);
            } else {
                int group = KeyGroups.groupOf(slots.keyHash(slot));
                captured.set(i, slots.object(slot), group, slots.timestamp(slot), waits);
            }
            if (waits) {
                kept.add(slot);
            } else {
                kept.remove(slot);
                slots.free(slot);
            }
        }
        return new Captured.OfTable(captured, format);
    }

    /** At once, for timers are captured at once: so only what does not take much longer than to capture what changed. */
    @Override
    public boolean markAll(TimerFormat format) {
        if (slots.end() > Math.max(MARKED_MAX, MARKED_FACTOR * dirty.size())) {
            return false;
        }
        for (int slot = 0; slot < slots.end(); slot++) {
            if (waits(slot)) {
                dirty.add(slot);
            }
        }
        return true;
    }

    @Override
    public void expect(long entryCount) {
        slots.expect(entryCount);
        resize();
    }

    /** A base may have a timer that a delta takes away. */
    @Override
    public void restore(TimerFormat stored, KeyContext key, StoredEntry entry) {
        long timestamp = entry.key().readLong();
        ByteReader value = entry.value();
        int slot = slots.find(key, timestamp);
        if (value == null) {
            if (slot != TimerSlots.NO_SLOT) {
                kept.remove(slot);
                leave(slot);
            }
        } else {
            value.expectEnd();
            if (slot == TimerSlots.NO_SLOT) {
                slot = take(key, timestamp);
                kept.add(slot);
                enter(slot);
            }
        }
    }

    @Override
    public long entryCount() {
        return size();
    }

    private int take(KeyContext key, long timestamp) {
        int slot = slots.take(key, timestamp);
        resize();
        return slot;
    }

    /** Lets a timer wait. */
    private void enter(int slot) {
        long timestamp = slots.timestamp(slot);
        if (wheel.takes(timestamp)) {
            wheel.add(slot);
        } else {
            late.add(slot, timestamp);
        }
    }

    /** Lets a timer wait no longer. */
    private void leave(int slot) {
        if (wheel.has(slot)) {
            wheel.remove(slot);
        } else {
            late.remove(slot);
        }
        if (kept.contains(slot)) {
            dirty.add(slot);
        } else {
            dirty.remove(slot);
            slots.free(slot);
        }
    }

    /** Follows the slots. */
    private void resize() {
        int capacity = slots.capacity();
        if (capacity > wheel.capacity()) {
            wheel.resize(capacity);
            late.resize(capacity);
            kept = kept.resized(capacity);
            dirty = dirty.resized(capacity);
        }
    }
}
