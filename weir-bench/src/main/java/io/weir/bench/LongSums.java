package io.weir.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A hash table from long keys to sums, as one would write it by hand: open addressing, a key and its sum side by side so that they share a cache line.
 *
 * <p>Threading: confined to one thread.
 */
final class LongSums {

    /** What an entry takes in {@link #save}. */
    static final int SAVED_ENTRY_SIZE = 2 * Long.BYTES;

    /**
     * Takes entries.
     *
     * <p>Threading: called by the table's thread.
     */
    interface Taker {
        void take(long key, long sum);
    }

    private final long[] entries;
    private final int mask;

    /** Which entries changed since they were last saved: a bit each. Empty if nothing is ever saved. */
    private final long[] changedBits;

    private LongSums(int capacity, boolean saved) {
        entries = new long[capacity * 2];
        mask = capacity - 1;
        changedBits = new long[saved ? (capacity + 63) / 64 : 0];
        for (int slot = 0; slot < capacity; slot++) {
            entries[slot * 2] = -1;
        }
    }

    /** A table for keys from 0 up to {@code keys}, at most half full, that can be saved. */
    static LongSums saved(long keys) {
        return new LongSums(capacity(keys), true);
    }

    /** A table for keys from 0 up to {@code keys}, at most half full. */
    static LongSums unsaved(long keys) {
        return new LongSums(capacity(keys), false);
    }

    /** Adds to a key's sum, and returns the sum. */
    long add(long key, long value) {
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (entries[slot * 2] != key) {
            if (entries[slot * 2] == -1) {
                entries[slot * 2] = key;
                break;
            }
            slot = (slot + 1) & mask;
        }
        if (changedBits.length > 0) {
            changedBits[slot >>> 6] |= 1L << slot;
        }
        return entries[slot * 2 + 1] += value;
    }

    /** Gives away all entries, and is empty then. */
    void drain(Taker taker) {
        for (int slot = 0; slot <= mask; slot++) {
            long key = entries[slot * 2];
            if (key != -1) {
                taker.take(key, entries[slot * 2 + 1]);
                entries[slot * 2] = -1;
                entries[slot * 2 + 1] = 0;
            }
        }
        Arrays.fill(changedBits, 0);
    }

    int changedCount() {
        int count = 0;
        for (long bits : changedBits) {
            count += Long.bitCount(bits);
        }
        return count;
    }

    /** Puts the entries that changed since the last call, in the order in which they lie in memory. */
    void save(ByteBuffer out) {
        for (int word = 0; word < changedBits.length; word++) {
            for (long bits = changedBits[word]; bits != 0; bits &= bits - 1) {
                int slot = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                out.putLong(entries[slot * 2]);
                out.putLong(entries[slot * 2 + 1]);
            }
            changedBits[word] = 0;
        }
    }

    private static int capacity(long keys) {
        return Integer.highestOneBit(Math.toIntExact(keys * 4 - 1));
    }
}
