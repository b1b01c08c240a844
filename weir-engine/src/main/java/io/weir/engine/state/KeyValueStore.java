package io.weir.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * A map from bytes to bytes, in the order of the keys' bytes without sign.
 *
 * <p>Threading: used by one task at a time.
 *
 * <p>Errors: whatever goes wrong is thrown as a {@link io.weir.error.WeirException} of a kind that may be tried again, and ends the attempt.
 */
public interface KeyValueStore {

    /** Returns the value of a key; null if it has none. */
    byte @Nullable [] get(byte[] key);

    /** Stores a value; it may be seen only after {@link #flush}. */
    void put(byte[] key, byte[] value);

    /** Removes a key, if it is there; it may be gone only after {@link #flush}. */
    void delete(byte[] key);

    /** Ends a series of changes: all that was put and deleted is seen from now on. */
    void flush();

    /** Passes on entries, from the first whose key is not less than {@code from}, until the visitor has enough. The store is not changed meanwhile. */
    void scan(byte[] from, Visitor visitor);

    /** Takes entries. */
    @FunctionalInterface
    interface Visitor {
        /** Returns whether the next one is wanted. */
        boolean entry(byte[] key, byte[] value);
    }
}
