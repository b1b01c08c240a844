package io.weir.engine.state;

import io.weir.serde.Serdes;
import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be done for windows of keys when event time or the clock has reached certain times: what their trigger has asked for, and that they are over. In checkpoints it is a map of times for
 * each window of each key.
 *
 * <p>Threading: confined to one task.
 */
public final class WindowTimers implements EntryHolder<Entries> {

    /** The trigger wants to be called. */
    public static final int TRIGGER = 1;

    /** The window is over. */
    public static final int END = 2;

    static final MapEntries ENTRIES = new MapEntries(Serdes.longs(), Serdes.ints());

    private final ObjectTable table;
    private final TreeMap<Long, Set<WindowKey>> queue = new TreeMap<>();

    WindowTimers(ObjectTable table) {
        this.table = table;
    }

    /** What is due for a window: some of {@link #TRIGGER} and {@link #END}. */
    public record Due(long time, WindowKey key, int kinds) {}

    /** Adds a kind for a time; twice is once. */
    public void add(WindowKey key, long time, int kind) {
        int slot = table.slotOf(key, key.hash());
        MapValue times = table.value(slot) instanceof MapValue existing ? existing : new MapValue();
        int before = times.entries.get(time) instanceof Integer kinds ? kinds : 0;
        if ((before & kind) == 0) {
            times.put(time, before | kind);
            table.set(slot, times);
            queue.computeIfAbsent(time, unused -> new LinkedHashSet<>()).add(key);
        }
    }

    /** Takes a kind back. */
    public void remove(WindowKey key, long time, int kind) {
        int slot = table.slotOf(key, key.hash());
        if (table.value(slot) instanceof MapValue times && times.entries.get(time) instanceof Integer before) {
            int after = before & ~kind;
            if (after == 0) {
                times.remove(time);
                unqueue(key, time);
            } else if (after != before) {
                times.put(time, after);
            }
            table.setMap(slot, times);
        }
    }

    /** Takes back all that there is for a window. */
    public void removeAll(WindowKey key) {
        if (queue.isEmpty()) {
            return;
        }
        int slot = table.slotOf(key, key.hash());
        if (table.value(slot) instanceof MapValue times) {
            for (Object time : times.entries.keySet()) {
                unqueue(key, (Long) time);
            }
            times.clear();
            table.setMap(slot, times);
        }
    }

    /** Returns whether anything is due at a time or before. */
    public boolean isDue(long time) {
        return !queue.isEmpty() && queue.firstKey() <= time;
    }

    /** Returns the first time at which anything is due; {@link Timestamps#MAX} if there is none. */
    public long first() {
        return queue.isEmpty() ? Timestamps.MAX : queue.firstKey();
    }

    /** Returns the last time at which anything is due; {@link Timestamps#NONE} if there is none. */
    public long last() {
        return queue.isEmpty() ? Timestamps.NONE : queue.lastKey();
    }

    /** Takes what is due first, all of one time, in the order in which it was added. */
    public List<Due> takeFirst() {
        Map.Entry<Long, Set<WindowKey>> first = queue.pollFirstEntry();
        List<Due> due = new ArrayList<>();
        for (WindowKey key : first.getValue()) {
            int slot = table.slotOf(key, key.hash());
            MapValue times = (MapValue) table.value(slot);
            due.add(new Due(first.getKey(), key, (Integer) Objects.requireNonNull(times.entries.get(first.getKey()))));
            times.remove(first.getKey());
            table.setMap(slot, times);
        }
        return due;
    }

    private void unqueue(WindowKey key, long time) {
        Set<WindowKey> keys = queue.get(time);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            queue.remove(time);
        }
    }

    @Override
    public Captured capture(Entries entries) {
        return table.capture(entries);
    }

    @Override
    public boolean markAll(Entries entries) {
        return table.markAll(entries);
    }

    @Override
    public void expect(long keys) {}

    @Override
    public void restore(Entries stored, KeyContext key, StoredEntry entry) {
        table.restore(stored, key, entry);
    }

    @Override
    public void restored() {
        for (int slot = table.nextSlot(Table.NO_SLOT); slot != Table.NO_SLOT; slot = table.nextSlot(slot)) {
            WindowKey key = (WindowKey) table.key(slot);
            for (Object time : ((MapValue) table.value(slot)).entries.keySet()) {
                queue.computeIfAbsent((Long) time, unused -> new LinkedHashSet<>())
                        .add(key);
            }
        }
    }

    @Override
    public long entryCount() {
        return table.entryCount();
    }
}
