package io.weir.engine.inspect;

import java.util.Arrays;

/**
 * The bytes of a key, to be looked up by. Those of a {@code ByteBuffer} or of {@code Arrays.hashCode} would do, but for keys that are numbers given out one after the other: a million of them have some ten thousand hashes.
 *
 * <p>Threading: Immutable, as long as nobody writes the array.
 */
final class EntryKey {

    /** Those of FNV-1a for 64 bits (Fowler, Noll and Vo). */
    private static final long BASIS = 0xCBF29CE484222325L;

    private static final long PRIME = 0x100000001B3L;

    private final byte[] bytes;
    private final int hash;

    EntryKey(byte[] bytes) {
        long mixed = BASIS;
        for (byte each : bytes) {
            mixed = (mixed ^ (each & 0xFF)) * PRIME;
        }
        this.bytes = bytes;
        this.hash = Long.hashCode(mixed);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
