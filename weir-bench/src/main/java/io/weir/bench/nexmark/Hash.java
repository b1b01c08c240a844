package io.weir.bench.nexmark;

/**
 * Folds the fields of a result into 64 bits.
 *
 * <p>Of text it takes the length and three characters: to read all of it would cost more than many a query, and texts that were mixed up differ there.
 *
 * <p>Threading: stateless.
 */
final class Hash {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int BITS_PER_CHARACTER = 16;

    private Hash() {}

    static long of(long value) {
        return add(MULTIPLIER, value);
    }

    static long add(long hash, long value) {
        long mixed = (hash ^ value) * MULTIPLIER;
        return mixed ^ (mixed >>> 32);
    }

    static long add(long hash, String text) {
        int length = text.length();
        if (length == 0) {
            return add(hash, 0);
        }
        long folded = length;
        folded = (folded << BITS_PER_CHARACTER) | text.charAt(0);
        folded = (folded << BITS_PER_CHARACTER) | text.charAt(length / 2);
        folded = (folded << BITS_PER_CHARACTER) | text.charAt(length - 1);
        return add(hash, folded);
    }
}
