package io.weir.engine.exchange;

/**
 * How keys are divided: a key's hash names one of {@link #COUNT} groups, and each subtask owns a range of them. Groups, not keys, are what a checkpoint
 * holds, so it can be restored at another parallelism. The ranges are those of Flink's KeyGroupRangeAssignment.
 */
public final class KeyGroups {

    /** Part of the checkpoint format: never changes. */
    public static final int COUNT = 128;

    /** Of a group's number. */
    private static final int BITS = 7;

    /** So many bits of a {@link #place} come behind those that name the group. */
    private static final int BEHIND_GROUP = 41;

    /** 2^64 divided by the golden ratio. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private KeyGroups() {}

    /** Spreads a hash over all bits, so that both the group and the slot in a table are taken from good ones (the finalizer of MurmurHash3). */
    public static int spread(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85EBCA6B;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35;
        return h ^ (h >>> 16);
    }

    /** Hashes a primitive key. */
    public static int hash(long key) {
        long h = place(key);
        return (int) ((h ^ (h >>> 29)) >>> 16);
    }

    /**
     * Spreads a primitive key over the range of all longs, taken as unsigned. Numbers that were given out one after the other come to lie apart if they are multiplied by the golden ratio (Knuth, The Art
     * of Computer Programming, volume 3, section 6.4). Other keys can come to lie together.
     */
    public static long place(long key) {
        return key * GOLDEN;
    }

    /** Returns the place of a key with the bits that are the same for all keys of a group last, where they do not count: keys of one group are in the same order by that and by their place. */
    public static long placeInGroup(long key) {
        long place = place(key);
        long ahead = place & -1L << BEHIND_GROUP + BITS;
        long group = place >>> BEHIND_GROUP & COUNT - 1;
        long behind = place & (1L << BEHIND_GROUP) - 1;
        return ahead | behind << BITS | group;
    }

    /** Returns the group of a key whose spread hash is {@code hash}. */
    public static int groupOf(int hash) {
        return hash >>> 25;
    }

    /** Returns the subtask that owns a group. */
    public static int ownerOf(int group, int parallelism) {
        return group * parallelism / COUNT;
    }
}
