package io.weir.engine.state;

import java.util.Arrays;

/**
 * Slots of timers, the earliest first, in a heap with four children a node.
 *
 * <p>Threading: confined to one task.
 */
final class TimerHeap {

    private static final int CAPACITY_FIRST = 16;

    /** A child of a node is at four times its place, plus one to four. */
    private static final int CHILDREN_SHIFT = 2;

    /** In {@link #places}: the slot is not here. */
    private static final int NOWHERE = -1;

    private int[] slots = new int[CAPACITY_FIRST];

    /** The times of the slots, side by side: those of a node's children are one fetch from memory. */
    private long[] times = new long[CAPACITY_FIRST];

    /** Where a slot is, or {@link #NOWHERE}. */
    private int[] places;

    private int size;

    /** @param slots how many there may be */
    TimerHeap(int slots) {
        this.places = new int[slots];
        Arrays.fill(places, NOWHERE);
    }

    /** Makes room for the places of so many slots. */
    void resize(int newSlots) {
        int before = places.length;
        places = Arrays.copyOf(places, newSlots);
        Arrays.fill(places, before, newSlots, NOWHERE);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    boolean has(int slot) {
        return places[slot] != NOWHERE;
    }

    /** Returns the slot of the earliest time, of which there must be one. */
    int first() {
        return slots[0];
    }

    /** Returns the earliest time, of which there must be one. */
    long firstTime() {
        return times[0];
    }

    void add(int slot, long time) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
        }
        up(size++, slot, time);
    }

    void remove(int slot) {
        int place = places[slot];
        places[slot] = NOWHERE;
        size--;
        if (place < size) {
            int last = slots[size];
            long time = times[size];
            down(place, last, time);
            if (slots[place] == last) {
                up(place, last, time);
            }
        }
    }

    /** Puts a slot at a place or above it. */
    private void up(int from, int slot, long time) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >> CHILDREN_SHIFT;
            if (times[parent] <= time) {
                break;
            }
            put(place, slots[parent], times[parent]);
            place = parent;
        }
        put(place, slot, time);
    }

    /** Puts a slot at a place or below it. */
    private void down(int from, int slot, long time) {
        int place = from;
        while (true) {
            int child = (place << CHILDREN_SHIFT) + 1;
            if (child >= size) {
                break;
            }
            int least = child;
            int end = Math.min(size, child + (1 << CHILDREN_SHIFT));
            for (int i = child + 1; i < end; i++) {
                if (times[i] < times[least]) {
                    least = i;
                }
            }
            if (times[least] >= time) {
                break;
            }
            put(place, slots[least], times[least]);
            place = least;
        }
        put(place, slot, time);
    }

    private void put(int place, int slot, long time) {
        slots[place] = slot;
        times[place] = time;
        places[slot] = place;
    }
}
