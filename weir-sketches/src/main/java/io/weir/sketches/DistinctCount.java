package io.weir.sketches;

import java.util.Arrays;

/**
 * Counts different values by their hashes: a HyperLogLog of 4,096 registers (Flajolet and others, 2007) with the estimator of Ertl (New cardinality estimation algorithms for HyperLogLog sketches, 2017,
 * algorithm 6), which is good for small and large counts alike. As long as there are few hashes, they are kept themselves.
 *
 * <p>It takes up to 4 KiB.
 *
 * <p>Threading: confined to one thread.
 */
public final class DistinctCount {

    /** Up to so many different values the count is exact, but for values with the same hash, of which there are none in a billion such counts. */
    public static final int EXACT_MAX = 512;

    static final int PRECISION = 12;
    static final int REGISTERS = 1 << PRECISION;
    private static final int RANKS = Long.SIZE - PRECISION;
    private static final int CAPACITY_FIRST = 4;

    /** In their order; used as long as there are no registers. */
    long[] hashes;

    int size;

    /** The greatest rank of each; empty as long as hashes are kept. */
    byte[] registers;

    DistinctCount() {
        this(new long[CAPACITY_FIRST], 0, new byte[0]);
    }

    DistinctCount(long[] hashes, int size, byte[] registers) {
        this.hashes = hashes;
        this.size = size;
        this.registers = registers;
    }

    boolean isExact() {
        return registers.length == 0;
    }

    boolean isEmpty() {
        return size == 0 && isExact();
    }

    void add(long hash) {
        if (!isExact()) {
            register(hash);
            return;
        }
        int at = Arrays.binarySearch(hashes, 0, size, hash);
        if (at >= 0) {
            return;
        }
        if (size == EXACT_MAX) {
            registers = new byte[REGISTERS];
            for (int i = 0; i < size; i++) {
                register(hashes[i]);
            }
            register(hash);
            hashes = new long[0];
            size = 0;
            return;
        }
        insert(-at - 1, hash);
    }

    private void insert(int at, long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.min(EXACT_MAX, size * 2 + CAPACITY_FIRST));
        }
        System.arraycopy(hashes, at, hashes, at + 1, size - at);
        hashes[at] = hash;
        size++;
    }

    /** The first bits say which register, and where the first one of the others is, what rank. */
    private void register(long hash) {
        int register = (int) (hash >>> RANKS);
        int rank = Math.min(RANKS, Long.numberOfLeadingZeros(hash << PRECISION)) + 1;
        if (rank > registers[register]) {
            registers[register] = (byte) rank;
        }
    }

    /** Returns a new one of the values of both. */
    static DistinctCount merged(DistinctCount a, DistinctCount b) {
        DistinctCount more = a.isExact() ? b : a;
        DistinctCount less = a.isExact() ? a : b;
        DistinctCount both = new DistinctCount(more.hashes.clone(), more.size, more.registers.clone());
        for (int i = 0; i < less.size; i++) {
            both.add(less.hashes[i]);
        }
        for (int i = 0; i < less.registers.length; i++) {
            both.registers[i] = (byte) Math.max(both.registers[i], less.registers[i]);
        }
        return both;
    }

    /** Returns about how many different values there are. */
    public long count() {
        if (isExact()) {
            return size;
        }
        int[] withRank = new int[RANKS + 2];
        for (byte rank : registers) {
            withRank[rank]++;
        }
        double z = REGISTERS * tau(1 - (double) withRank[RANKS + 1] / REGISTERS);
        for (int rank = RANKS; rank >= 1; rank--) {
            z = 0.5 * (z + withRank[rank]);
        }
        z += REGISTERS * sigma((double) withRank[0] / REGISTERS);
        return Math.round((double) REGISTERS * REGISTERS / (2 * StrictMath.log(2) * z));
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = share;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - share;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinctCount that
                && Arrays.equals(hashes, 0, size, that.hashes, 0, that.size)
                && Arrays.equals(registers, that.registers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(registers) * 31 + Arrays.hashCode(Arrays.copyOf(hashes, size));
    }

    @Override
    public String toString() {
        return (isExact() ? "" : "about ") + count() + " different values";
    }
}
