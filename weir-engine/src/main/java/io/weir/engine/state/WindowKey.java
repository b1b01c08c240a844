package io.weir.engine.state;

/**
 * A window of a key: what state of windows belongs to.
 *
 * <p>Threading: Immutable.
 *
 * @param keyHash the spread hash of the key
 */
public record WindowKey(Object key, int keyHash, Object window) {

    private static final int GROUP_BITS = 0xFE00_0000;

    /** Returns a spread hash that is in the group of the key, and differs from window to window. */
    public int hash() {
        int mixed = (keyHash + window.hashCode() * 0x9E3779B1) * 0x85EBCA6B;
        return keyHash & GROUP_BITS | (mixed ^ mixed >>> 15) & ~GROUP_BITS;
    }

    @Override
    public int hashCode() {
        return hash();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WindowKey that && key.equals(that.key) && window.equals(that.window);
    }
}
