package io.weir.bench.nexmark;

/**
 * The hash of the latest result of each key.
 *
 * <p>Threading: confined to one thread.
 */
final class LatestHashes {

    private static final int CAPACITY_MIN = 1_024;

    /** A key that is 0 stands as 1 here: two results in so many that nobody will see them mixed up. */
    private static final long NONE = 0;

    private long[] keys = new long[CAPACITY_MIN];
    private long[] hashes = new long[CAPACITY_MIN];
    private int count;

    /** @param key well mixed */
    void put(long key, long hash) {
        long stored = key == NONE ? 1 : key;
        int slot = slot(keys, stored);
        if (keys[slot] == NONE) {
            keys[slot] = stored;
            count++;
        }
        hashes[slot] = hash;
        if (2 * count > keys.length) {
            grow();
        }
    }

    int count() {
        return count;
    }

    /** Returns the sum over all keys. */
    long sum() {
        long sum = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != NONE) {
                sum += hashes[i];
            }
        }
        return sum;
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key >>> 32) & mask;
        while (keys[slot] != NONE && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldHashes = hashes;
        keys = new long[2 * oldKeys.length];
        hashes = new long[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NONE) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }
}
