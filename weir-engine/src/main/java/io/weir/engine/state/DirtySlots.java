package io.weir.engine.state;

import java.util.Arrays;

/**
 * Which slots of a table have changed since the last barrier: a bit for each slot, and the list of those that are set, so that taking them costs what has
 * changed and not what there is.
 *
 * <p>Threading: confined to one task.
 */
final class DirtySlots {

    private final long[] bits;
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

    /**
     * Returns the marked slots, and forgets the marks. Many of them come in ascending order, as whoever visits them all wants to walk through memory and not
     * leap; a few, as they were marked.
     */
    int[] drain() {
        int[] drained = count < bits.length ? Arrays.copyOf(slots, count) : ascending();
        for (int slot : drained) {
            bits[slot >>> 6] = 0;
        }
        count = 0;
        return drained;
    }

    private int[] ascending() {
        int[] ascending = new int[count];
        int next = 0;
        for (int i = 0; i < bits.length; i++) {
            for (long word = bits[i]; word != 0; word &= word - 1) {
                ascending[next++] = (i << 6) + Long.numberOfTrailingZeros(word);
            }
        }
        return ascending;
    }

    private void append(int slot) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, count * 2);
        }
        slots[count++] = slot;
    }
}
