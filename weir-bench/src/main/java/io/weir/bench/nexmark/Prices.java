package io.weir.bench.nexmark;

/**
 * Prices in cents, even on a logarithmic scale from one to a million.
 *
 * <p>Threading: Immutable.
 */
final class Prices {

    private static final int DECADES = 6;
    private static final int COARSE_BITS = 10;
    private static final int FINE_BITS = 14;
    private static final long[] CENTS = new long[(1 << COARSE_BITS) + 1];

    static {
        for (int i = 0; i < CENTS.length; i++) {
            CENTS[i] = Math.round(Math.pow(10, (double) DECADES * i / (1 << COARSE_BITS)) * 100);
        }
    }

    private Prices() {}

    /** Makes a price of the lowest 24 bits: between two of the table it goes straight. */
    static long price(long random) {
        int coarse = (int) (random >>> FINE_BITS) & ((1 << COARSE_BITS) - 1);
        long fine = random & ((1 << FINE_BITS) - 1);
        long low = CENTS[coarse];
        return low + ((CENTS[coarse + 1] - low) * fine >>> FINE_BITS);
    }
}
