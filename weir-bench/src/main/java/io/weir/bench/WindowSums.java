package io.weir.bench;

import java.util.BitSet;

/**
 * Works out what W3 must put out, in another way than those that are checked: the sums of all keys in an array.
 *
 * <p>Threading: confined to one thread.
 */
final class WindowSums {

    private final long[] sums;
    private final BitSet present;
    private final Tally results;
    private long windowStart;

    /** @param results gets the result of each window that has ended */
    WindowSums(long keys, Tally results) {
        this.sums = new long[Math.toIntExact(keys)];
        this.present = new BitSet(sums.length);
        this.results = results;
    }

    /** Adds a record; they come in the order of their indices. */
    void add(long key, long index) {
        long start = WindowedSumLoop.windowStart(Generator.timestamp(index));
        if (start != windowStart) {
            endWindow();
            windowStart = start;
        }
        sums[(int) key] += index;
        present.set((int) key);
    }

    void endWindow() {
        present.stream().forEach(key -> {
            results.addWindow(key, sums[key], windowStart);
            sums[key] = 0;
        });
        present.clear();
    }
}
