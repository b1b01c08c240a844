package io.weir.engine.state;

import io.weir.engine.inlining.OutOfLine;
import org.jspecify.annotations.Nullable;

/**
 * A set of a table's slots: a bit for each, and above them a bit for each word that may have some, so that taking what is in the set costs about what is in it
 * and not what the table holds.
 *
 * <p>Threading: confined to one task.
 */
final class SlotSet {

    /**
     * With so many words the slots that are added are in most cases not there yet, or are as often as not, and each wrong guess of the processor costs more than a store. With fewer, asking
     * is faster.
     */
    private static final int MANY = 1 << 12;

    private final long[] words;

    /** A bit for each word that is not zero, and perhaps for some that are. */
    private final long[] summary;

    private int count;

    SlotSet(int capacity) {
        words = new long[(capacity + 63) >>> 6];
        summary = new long[(words.length + 63) >>> 6];
    }

    /** Returns a set of the same slots that has room for more. */
    SlotSet resized(int capacity) {
        SlotSet resized = new SlotSet(capacity);
        System.arraycopy(words, 0, resized.words, 0, words.length);
        System.arraycopy(summary, 0, resized.summary, 0, summary.length);
        resized.count = count;
        return resized;
    }

    void add(int slot) {
        if (words.length >= MANY) {
            addUnseen(slot);
        } else if (!contains(slot)) {
            addNew(slot, null);
        }
    }

    /** Adds it without asking whether it is there. */
    private void addUnseen(int slot) {
        int index = slot >>> 6;
        long before = words[index];
        summary[index >>> 6] |= 1L << index;
        words[index] = before | 1L << slot;
        count += (int) (~before >>> slot & 1);
    }

    void addNew(int slot, @Nullable OutOfLine rare) {
        int index = slot >>> 6;
        if (words[index] == 0) {
            summary[index >>> 6] |= 1L << index;
        }
        words[index] |= 1L << slot;
        count++;
    }

    void remove(int slot) {
        if (count != 0 && contains(slot)) {
            words[slot >>> 6] &= ~(1L << slot);
            count--;
        }
    }

    /** Takes exactly what another set of the same capacity has. */
    void becomes(SlotSet other) {
        System.arraycopy(other.words, 0, words, 0, words.length);
        System.arraycopy(other.summary, 0, summary, 0, summary.length);
        count = other.count;
    }

    boolean contains(int slot) {
        return (words[slot >>> 6] & (1L << slot)) != 0;
    }

    /** Reads what {@link #contains} will look at. */
    long fetch(int slot) {
        return words[slot >>> 6];
    }

    boolean isEmpty() {
        return count == 0;
    }

    int size() {
        return count;
    }

    /** Empties the set. */
    void clear() {
        for (int i = 0; i < summary.length; i++) {
            for (long bits = summary[i]; bits != 0; bits &= bits - 1) {
                words[(i << 6) + Long.numberOfTrailingZeros(bits)] = 0;
            }
            summary[i] = 0;
        }
        count = 0;
    }

    /** Returns the slots in ascending order, and empties the set. */
    int[] drain() {
        return drain(count);
    }

    /** Returns the first slots in ascending order, at most {@code max} of them, and removes them. */
    int[] drain(int max) {
        int[] slots = new int[Math.min(max, count)];
        int next = 0;
        for (int i = 0; i < summary.length && next < slots.length; i++) {
            for (long bits = summary[i]; bits != 0; bits &= bits - 1) {
                int index = (i << 6) + Long.numberOfTrailingZeros(bits);
                long word = words[index];
                for (; word != 0 && next < slots.length; word &= word - 1) {
                    slots[next++] = (index << 6) + Long.numberOfTrailingZeros(word);
                }
                words[index] = word;
                if (word != 0) {
                    break;
                }
                summary[i] &= bits - 1;
            }
        }
        count -= next;
        return slots;
    }
}
