package io.weir.bench;

/**
 * Makes the records of the workloads from their indices: a new object each time, always the same for the same index.
 *
 * <p>Threading: Immutable.
 *
 * @param keys how many keys there are; they come in a scattered order, each about as often as the others
 */
public record Generator(long keys) {

    private static final int INDICES_PER_MILLISECOND = 1_000;

    /** Returns the event time of a record, in milliseconds: a million records a second. */
    public static long timestamp(long index) {
        return index / INDICES_PER_MILLISECOND;
    }

    Event event(long index) {
        return new Event(key(index), index, timestamp(index));
    }

    /** Returns the key of a record. */
    public long key(long index) {
        long x = index * 0x9E3779B97F4A7C15L;
        x ^= x >>> 32;
        x *= 0xD6E8FEB86659FD93L;
        return ((x >>> 32) * keys) >>> 32;
    }
}
