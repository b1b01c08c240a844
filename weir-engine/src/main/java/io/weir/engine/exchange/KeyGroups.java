package io.weir.engine.exchange;

/**
 * How keys are divided: a key's hash names one of {@link #COUNT} groups, and each subtask owns a range of them. Groups, not keys, are what a checkpoint
 * holds, so it can be restored at another parallelism. The ranges are those of Flink's KeyGroupRangeAssignment.
 */
public final class KeyGroups {

    /** Part of the checkpoint format: never changes. */
    public static final int COUNT = 128;

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
        long h = key * 0x9E3779B97F4A7C15L;
        return (int) ((h ^ (h >>> 29)) >>> 16);
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
