package io.weir.engine.journal;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds, among the deltas of one key group, the newest entry of each key. It copies nothing and makes no object for an entry: what it notes is where each entry begins,
 * and a hash table of the keys that refers to these. It is filled anew for each group, and takes up to 40 bytes for each entry of the largest.
 *
 * <p>Threading: confined to one thread.
 */
final class NewestEntries {

    private static final int CAPACITY_MIN = 16;

    /** So many would need more slots than an array can have; they take at least 1 GiB. */
    private static final int ENTRIES_END = 1 << 29;

    private static final long TAG_MASK = 0xFFFF_FFFF_0000_0000L;

    private List<EntryBlock> blocks = List.of();

    /** The number of the first entry of each block. */
    private int[] firsts = new int[0];

    private int[] begins = new int[0];
    private int[] blockOf = new int[0];

    /** Entries that a newer one with the same key follows, and removals: they are not written. */
    private final BitSet unwritten = new BitSet();

    /** Each holds 32 bits of a key's hash and the number of its newest entry, counted from 1; 0 if it is free. */
    private long[] slots = new long[0];

    private int mask;
    private int count;

    /** Begins anew. */
    void fill(List<EntryBlock> deltas) {
        blocks = deltas;
        unwritten.clear();
        count = 0;
        makeRoom();
        for (int i = 0; i < deltas.size(); i++) {
            EntryBlock block = deltas.get(i);
            int number = i;
            firsts[i] = count;
            block.forEach((begin, keyEnd, end, present) -> add(block, number, begin, keyEnd, present));
        }
    }

    /** Returns whether there is an entry with the key that lies there. */
    boolean contains(byte[] bytes, int begin, int keyEnd) {
        return slots[slotOf(KeyHash.of(bytes, begin, keyEnd), bytes, begin, keyEnd)] != 0;
    }

    /** Writes the newest entry of each key that has one, in the order in which these were written. */
    void writeTo(BaseStateWriter to, StateGroup group) throws IOException {
        for (int i = 0; i < blocks.size(); i++) {
            EntryBlock block = blocks.get(i);
            int last = i + 1 < blocks.size() ? firsts[i + 1] : count;
            to.enter(group, block.schema());
            for (int entry = unwritten.nextClearBit(firsts[i]);
                    entry < last;
                    entry = unwritten.nextClearBit(entry + 1)) {
                to.entry(block.bytes(), begins[entry], entry + 1 < last ? begins[entry + 1] : block.to());
            }
            to.flush();
        }
    }

    private void add(EntryBlock block, int number, int begin, int keyEnd, boolean present) {
        long hash = KeyHash.of(block.bytes(), begin, keyEnd);
        int slot = slotOf(hash, block.bytes(), begin, keyEnd);
        if (slots[slot] != 0) {
            unwritten.set((int) slots[slot] - 1);
        }
        if (!present) {
            unwritten.set(count);
        }
        begins[count] = begin;
        blockOf[count] = number;
        count++;
        slots[slot] = hash & TAG_MASK | count;
    }

    /** Returns where the key is, or the free slot where it belongs. */
    private int slotOf(long hash, byte[] bytes, int begin, int keyEnd) {
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            if (((slots[slot] ^ hash) & TAG_MASK) == 0 && hasKey((int) slots[slot] - 1, bytes, begin, keyEnd)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** The bytes begin with the length of the key, so keys are the same if so many bytes are. */
    private boolean hasKey(int entry, byte[] bytes, int begin, int keyEnd) {
        EntryBlock block = blocks.get(blockOf[entry]);
        int otherBegin = begins[entry];
        int length = keyEnd - begin;
        return length <= block.to() - otherBegin
                && Arrays.equals(bytes, begin, keyEnd, block.bytes(), otherBegin, otherBegin + length);
    }

    /** At most half of the slots are taken, so a search ends soon. */
    private void makeRoom() {
        long entries = 0;
        for (EntryBlock block : blocks) {
            entries += block.entryCount();
        }
        if (entries >= ENTRIES_END) {
            throw new IllegalStateException("too many changes in one key group: " + entries);
        }
        if (begins.length < entries) {
            begins = new int[(int) entries];
            blockOf = new int[(int) entries];
        }
        if (firsts.length < blocks.size()) {
            firsts = new int[blocks.size()];
        }
        int capacity = Math.max(CAPACITY_MIN, Integer.highestOneBit(Math.max(1, (int) entries)) * 4);
        if (slots.length < capacity) {
            slots = new long[capacity];
        } else {
            Arrays.fill(slots, 0, capacity, 0);
        }
        mask = capacity - 1;
    }
}
