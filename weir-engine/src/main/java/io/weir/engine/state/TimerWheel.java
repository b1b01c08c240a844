package io.weir.engine.state;

import java.util.Arrays;

/**
 * Slots of timers by their times, none of which is before {@link #now}: in lists, so that adding and removing one costs the same however many there are.
 *
 * <p>A time is a number of eleven digits to the base 64. A timer is in the list of the first digit in which its time differs from {@code now}, and of that digit's value; one whose time does not differ is
 * in a list of the last digit. So the earliest is in the list of the least value, among those of the lowest digit that has any. A list gives way to lists of lower digits
 * when time comes to it: most timers wait within a few seconds, and so are put into a second list once.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>Q3: no time is before {@code now}.
 *   <li>Q4: a timer is in the list that its time and {@code now} name.
 * </ul>
 */
final class TimerWheel {

    private static final int DIGIT_BITS = 6;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;
    private static final int DIGITS = Long.SIZE / DIGIT_BITS + 1;

    /** No slot. */
    private static final int NONE = -1;

    /** As the one before: the slot is not in any list. */
    private static final int NOWHERE = -2;

    /** The first slot of each list. */
    private final int[] heads = new int[DIGITS << DIGIT_BITS];

    /** For each digit, a bit for each value whose list is not empty. */
    private final long[] values = new long[DIGITS];

    /** A bit for each digit that has lists which are not empty. */
    private int digits;

    private final TimerSlots slots;

    /** For each slot the one behind it in its list, and the one before it. */
    private int[] beside;

    /** As {@link #ordered} has it. */
    private long now;

    private int size;

    TimerWheel(TimerSlots slots) {
        this.slots = slots;
        this.beside = new int[2 * slots.capacity()];
        Arrays.fill(beside, NOWHERE);
        Arrays.fill(heads, NONE);
    }

    int capacity() {
        return beside.length >>> 1;
    }

    /** Makes room for so many slots. */
    void resize(int capacity) {
        int end = beside.length;
        beside = Arrays.copyOf(beside, 2 * capacity);
        Arrays.fill(beside, end, 2 * capacity, NOWHERE);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    boolean has(int slot) {
        return before(slot) != NOWHERE;
    }

    /** Returns whether a timer of a time may be added (Q3). */
    boolean takes(long time) {
        return Long.compareUnsigned(ordered(time), now) >= 0;
    }

    void add(int slot) {
        size++;
        link(slot, listOf(ordered(slots.timestamp(slot))));
    }

    void remove(int slot) {
        size--;
        int next = behind(slot);
        int previous = before(slot);
        setBefore(slot, NOWHERE);
        if (next != NONE) {
            setBefore(next, previous);
        }
        if (previous != NONE) {
            setBehind(previous, next);
        } else {
            int list = listOf(ordered(slots.timestamp(slot)));
            heads[list] = next;
            if (next == NONE) {
                unmark(list);
            }
        }
    }

    /** Returns a slot of the earliest time, if {@link #firstUpTo} has just found that. */
    int first() {
        return heads[Long.numberOfTrailingZeros(values[0])];
    }

    /**
     * Returns the earliest time, of which there must be one, if it is not after another; otherwise some time after that, and not after the earliest.
     *
     * @param last from now on no earlier time can be added than this, or the earliest if that is before it
     */
    long firstUpTo(long last) {
        long end = ordered(last);
        while (true) {
            int digit = Integer.numberOfTrailingZeros(digits);
            int value = Long.numberOfTrailingZeros(values[digit]);
            long start = startOf(digit, value);
            if (digit == 0 || Long.compareUnsigned(start, end) > 0) {
                return ordered(start);
            }
            divide(digit << DIGIT_BITS | value, end);
        }
    }

    /** Moves {@code now} into the earliest list, up to its first time or an end, and so its slots into others. */
    private void divide(int list, long end) {
        int slot = heads[list];
        heads[list] = NONE;
        unmark(list);
        long least = end;
        for (int each = slot; each != NONE; each = behind(each)) {
            long time = ordered(slots.timestamp(each));
            least = Long.compareUnsigned(time, least) < 0 ? time : least;
        }
        now = least;
        while (slot != NONE) {
            int next = behind(slot);
            link(slot, listOf(ordered(slots.timestamp(slot))));
            slot = next;
        }
    }

    private void link(int slot, int list) {
        int next = heads[list];
        heads[list] = slot;
        setBefore(slot, NONE);
        setBehind(slot, next);
        if (next != NONE) {
            setBefore(next, slot);
        } else {
            int digit = list >>> DIGIT_BITS;
            digits |= 1 << digit;
            values[digit] |= 1L << list;
        }
    }

    private int behind(int slot) {
        return beside[2 * slot];
    }

    private void setBehind(int slot, int other) {
        beside[2 * slot] = other;
    }

    private int before(int slot) {
        return beside[2 * slot + 1];
    }

    private void setBefore(int slot, int other) {
        beside[2 * slot + 1] = other;
    }

    private void unmark(int list) {
        int digit = list >>> DIGIT_BITS;
        values[digit] &= ~(1L << list);
        if (values[digit] == 0) {
            digits &= ~(1 << digit);
        }
    }

    private int listOf(long time) {
        int digit = (Long.SIZE - 1 - Long.numberOfLeadingZeros((time ^ now) | 1)) / DIGIT_BITS;
        return digit << DIGIT_BITS | (int) (time >>> digit * DIGIT_BITS) & DIGIT_MASK;
    }

    /** Returns the least time that the list of a digit and its value may have. */
    private long startOf(int digit, int value) {
        int shift = digit * DIGIT_BITS;
        return (now >>> shift & ~(long) DIGIT_MASK | value) << shift;
    }

    /** Makes negative times lesser than others when they are compared as unsigned numbers, and the other way round. */
    private static long ordered(long time) {
        return time ^ Long.MIN_VALUE;
    }
}
