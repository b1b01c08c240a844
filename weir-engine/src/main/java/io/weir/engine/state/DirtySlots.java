package io.weir.engine.state;

import java.util.Arrays;

/**
 * Which slots of a table have changed since the last barrier: a bit for each slot, and the list of those that are set, so that taking them costs what has
 * changed and not what there is.
 *
 * <p>Threading: confined to one task.
 */
final class DirtySlots {

    private long[] bits;
    private int[] slots = new int[64];
    private int count;

    DirtySlots(int capacity) {
        bits = new long[(capacity + 63) >>> 6];
    }

    void mark(int slot) {
        long bit = 1L << slot;
        long word = bits[slot >>> 6];
        if ((word & bit) == 0) {
            bits[slot >>> 6] = word | bit;
            append(slot);
        }
    }

    boolean contains(int slot) {
        return (bits[slot >>> 6] & (1L << slot)) != 0;
    }

    int count() {
        return count;
    }

    /** Returns the {@code index}th slot in the order of marking. */
    int slot(int index) {
        return slots[index];
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            bits[slots[i] >>> 6] = 0;
        }
        count = 0;
    }

    private void append(int slot) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, count * 2);
        }
        slots[count++] = slot;
    }
}
