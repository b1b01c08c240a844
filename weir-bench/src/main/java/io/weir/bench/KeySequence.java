package io.weir.bench;

/**
 * Which key each record of the state benchmark has, the same in every engine: first every key once, in order, so that all of them are there; from then on at
 * random, by a fixed seed.
 *
 * <p>Threading: Immutable.
 */
public final class KeySequence {

    /** Odd, and prime to every number of keys that is not a multiple of it: so it only changes the order of the keys. */
    private static final long SCATTER = 2_654_435_761L;

    private static final long SEED = 0x5EEDL << 40;

    private final long keys;
    private final Distribution distribution;
    private final Generator uniform;
    private final Zipf zipf;

    /** How often each key comes. */
    public enum Distribution {
        /** Each as often as the others. */
        UNIFORM,
        /** By Zipf's law with the exponent 0.99; the frequent ones are scattered among the others. */
        ZIPF;

        /** Returns its name for people. */
        String label() {
            return this == UNIFORM ? "uniform" : "Zipf 0.99";
        }
    }

    /** @param keys how many; they are 0 up to this */
    public KeySequence(long keys, Distribution distribution) {
        this.keys = keys;
        this.distribution = distribution;
        this.uniform = new Generator(keys);
        this.zipf = new Zipf(keys);
    }

    /** Returns how many keys there are. */
    public long keys() {
        return keys;
    }

    /** Returns the key of the record with an index. */
    public long key(long index) {
        if (index < keys) {
            return index;
        }
        return distribution == Distribution.UNIFORM
                ? uniform.key(index)
                : zipf.rank(SEED + index * 0x9E3779B97F4A7C15L) * SCATTER % keys;
    }
}
