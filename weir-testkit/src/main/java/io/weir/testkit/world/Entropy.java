package io.weir.testkit.world;

/**
 * Chance from a seed: the same draws on every JDK. Streams of their own for each purpose keep a new draw in one place from shifting those of all others.
 * SplitMix64, after Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
 *
 * <p>Threading: confined to the world.
 */
public final class Entropy {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;

    private Entropy(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    public static Entropy of(long seed) {
        return new Entropy(mix(seed));
    }

    /** Returns a stream of its own, the same for the same name, whatever has been drawn from this one. */
    public Entropy stream(String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash + GAMMA * (name.charAt(i) + 1L));
        }
        return new Entropy(hash);
    }

    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Draws from 0 to {@code bound} - 1. */
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Draws from {@code min} to {@code max}, both included. */
    public int between(int min, int max) {
        return min + nextInt(max - min + 1);
    }

    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** Draws true once in {@code count} times on average; never if {@code count} is 0. */
    public boolean oneIn(int count) {
        return count > 0 && nextInt(count) == 0;
    }

    /** Draws from 0 to 1, 1 excluded. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
