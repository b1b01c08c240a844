package io.weir.engine.journal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Finds, among the deltas of one key group, the newest entry of each key. It copies nothing and makes no object for an entry: what it notes is where each entry begins,
 * and a hash table of the keys that refers to these. It is filled anew for each group, and takes up to 72 bytes for each key of the largest, and 52 for each entry: how many entries there are of a key hardly matters, for
 * what is looked into again and again should lie in the caches.
 *
 * <p>Threading: confined to one thread.
 */
final class NewestEntries {

    private static final int CAPACITY_MIN = 16;

    /** So many would need more slots than an array can have; they take at least 1 GiB. */
    private static final int ENTRIES_END = 1 << 29;

    private static final long TAG_MASK = 0xFFFF_FFFF_0000_0000L;

    /** A key that lies farther than this from where it is looked for first does so because many keys are alike: by a good hash, hardly one in a billion would. */
    private static final int DISTANCE_MAX = 128;

    private List<EntryBlock> blocks = List.of();

    /** How many entries there are in all blocks. */
    private int entryCount;

    /** The hash of each key. */
    private long[] hashOf = new long[0];

    /** Whether all keys so far are of a kind of which no two have the same hash, so that their bytes need not be looked at. */
    private boolean distinct;

    /** Where the newest entry of each key lies; keys are numbered in the order in which they come first. */
    private int[] blockOf = new int[0];

    private int[] begins = new int[0];

    /** {@link EntryBatch#REMOVED} if the key was removed. */
    private int[] ends = new int[0];

    /** Each holds 32 bits that depend on a key's hash, in front, and the key's number, counted from 1; 0 if it is free. */
    private long[] slots = new long[0];

    private int mask;

    /** How many of a hash's bits are no part of a slot's number. */
    private int shift;

    private int count;

    /** Whether hashes are made better, which costs their order. */
    private boolean scattered;

    private final EntryBatch batch = new EntryBatch();

    /** Never read: written so that nobody finds reading needless. */
    @SuppressWarnings("unused")
    private int fetched;

    /** Of the keys of the batch that was fetched last. */
    private final long[] hashes = new long[EntryBatch.SIZE];

    /** The numbers of keys that the entries of a batch probably have. */
    private final int[] looked = new int[EntryBatch.SIZE];

    /** Begins anew. */
    void fill(List<EntryBlock> deltas) {
        blocks = deltas;
        scattered = false;
        if (!filled()) {
            scattered = true;
            filled();
        }
    }

    /** Returns whether it has found that the hashes of keys are no good as they are. */
    boolean isScattered() {
        return scattered;
    }

    /** Notes all entries; returns false if that is no use, because too many keys are looked up in the same places. */
    private boolean filled() {
        distinct = true;
        makeRoom();
        for (int number = 0; number < blocks.size(); number++) {
            EntryBlock block = blocks.get(number);
            batch.enter(block);
            while (batch.next()) {
                fetch(block.bytes(), batch);
                for (int i = 0; i < batch.count(); i++) {
                    if (!add(block, number, batch, i)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /**
     * Reads something of where each entry's key is looked up, one right after the other, so that the processor gets many of them from memory at the same time: the slots, then
     * what is noted of the keys that are there, and then the bytes that these lie in. To be called for a batch before {@link #contains}.
     *
     * @param bytes that the entries lie in
     */
    void fetch(byte[] bytes, EntryBatch entries) {
        int likely = 0;
        for (int i = 0; i < entries.count(); i++) {
            long hash = KeyHash.of(bytes, entries.begin(i), entries.keyEnd(i));
            if (scattered) {
                hash = KeyHash.scattered(hash);
            }
            hashes[i] = hash;
            long slot = slots[home(hash)];
            if (slot != 0 && (slot & TAG_MASK) == tag(hash)) {
                looked[likely++] = (int) slot - 1;
            }
        }
        int any = 0;
        for (int i = 0; i < likely; i++) {
            any |= begins[looked[i]] | blockOf[looked[i]] | (int) hashOf[looked[i]];
        }
        for (int i = 0; i < likely && !distinct; i++) {
            any |= blocks.get(blockOf[looked[i]]).bytes()[begins[looked[i]]];
        }
        fetched = any;
    }

    /** Returns whether there is an entry with the key of this one, which lies in {@code bytes}. */
    boolean contains(byte[] bytes, EntryBatch entries, int index) {
        return slots[slotOf(hashes[index], bytes, entries.begin(index), entries.keyEnd(index))] != 0;
    }

    /** Writes the newest entry of each key that was not removed, in the order in which the keys came first. */
    void writeTo(BaseStateWriter to, StateGroup group) throws IOException {
        for (int i = 0; i < count; i++) {
            if (ends[i] != EntryBatch.REMOVED) {
                EntryBlock block = blocks.get(blockOf[i]);
                to.enter(group, block.schema());
                to.entry(block.bytes(), begins[i], ends[i]);
            }
        }
        to.flush();
    }

    /** Returns false for a new key that lies too far from where it is looked for. */
    private boolean add(EntryBlock block, int number, EntryBatch entries, int index) {
        long hash = hashes[index];
        int slot = slotOf(hash, block.bytes(), entries.begin(index), entries.keyEnd(index));
        if (slots[slot] == 0) {
            if ((slot - home(hash) & mask) > DISTANCE_MAX && !scattered) {
                return false;
            }
            slot = take(hash, slot);
            distinct &= KeyHash.isDistinct(block.bytes(), entries.begin(index), entries.keyEnd(index));
        }
        int key = (int) slots[slot] - 1;
        blockOf[key] = number;
        begins[key] = entries.begin(index);
        ends[key] = entries.end(index);
        return true;
    }

    /** Gives a new key a number; returns its slot. */
    private int take(long hash, int free) {
        int slot = free;
        if (2 * count > mask) {
            grow();
            slot = freeSlot(hash);
        }
        hashOf[count] = hash;
        slots[slot] = tag(hash) | ++count;
        return slot;
    }

    /** Returns the slot where a key is looked for first: keys in the order of their hashes are looked for side by side. */
    private int home(long hash) {
        return (int) (hash >>> shift);
    }

    /** Returns bits that depend on all bits of a hash: the places of many keys are the same in all but a few. */
    private static long tag(long hash) {
        return hash * 0xD6E8FEB86659FD93L & TAG_MASK;
    }

    /** Returns where the key is, or the free slot where it belongs. */
    private int slotOf(long hash, byte[] bytes, int begin, int keyEnd) {
        int slot = home(hash);
        while (slots[slot] != 0) {
            if ((slots[slot] & TAG_MASK) == tag(hash) && isKey((int) slots[slot] - 1, hash, bytes, begin, keyEnd)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int freeSlot(long hash) {
        int slot = home(hash);
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isKey(int key, long hash, byte[] bytes, int begin, int keyEnd) {
        return hashOf[key] == hash
                && (distinct && KeyHash.isDistinct(bytes, begin, keyEnd) || hasKey(key, bytes, begin, keyEnd));
    }

    /** The bytes begin with the length of the key, so keys are the same if so many bytes are. */
    private boolean hasKey(int entry, byte[] bytes, int begin, int keyEnd) {
        EntryBlock block = blocks.get(blockOf[entry]);
        int otherBegin = begins[entry];
        int length = keyEnd - begin;
        return length <= block.to() - otherBegin
                && Arrays.equals(bytes, begin, keyEnd, block.bytes(), otherBegin, otherBegin + length);
    }

    /** Begins with room for as many keys as the largest block has, or as the last group had. */
    private void makeRoom() {
        long entries = 0;
        int largest = 1;
        for (EntryBlock block : blocks) {
            entries += block.entryCount();
            largest = Math.max(largest, block.entryCount());
        }
        if (entries >= ENTRIES_END) {
            throw new IllegalStateException("too many changes in one key group: " + entries);
        }
        entryCount = (int) entries;
        makeRoom((int) Math.min(entries, Math.max(largest, count)));
        count = 0;
    }

    /** At most half of the slots are taken, so a search ends soon. */
    private void makeRoom(int keys) {
        int capacity = Math.max(CAPACITY_MIN, Integer.highestOneBit(Math.max(1, keys)) * 4);
        if (slots.length < capacity) {
            slots = new long[capacity];
        } else {
            Arrays.fill(slots, 0, capacity, 0);
        }
        mask = capacity - 1;
        shift = Long.numberOfLeadingZeros(mask);
        int room = Math.min(entryCount, capacity / 2);
        if (hashOf.length < room) {
            hashOf = Arrays.copyOf(hashOf, room);
            begins = Arrays.copyOf(begins, room);
            ends = Arrays.copyOf(ends, room);
            blockOf = Arrays.copyOf(blockOf, room);
        }
    }

    private void grow() {
        makeRoom((mask + 1) / 2);
        for (int key = 0; key < count; key++) {
            slots[freeSlot(hashOf[key])] = tag(hashOf[key]) | key + 1;
        }
    }
}
