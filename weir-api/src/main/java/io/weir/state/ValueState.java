package io.weir.state;

import org.jspecify.annotations.Nullable;

/**
 * One value for each key. Reads and writes go to the key of the record being processed.
 *
 * <p>Threading: confined to the function it was declared for. Values must not be changed after they were stored: store a new one instead.
 */
public interface ValueState<V> {

    /** Returns the value, or null if there is none. */
    @Nullable V value();

    /** Stores a value. */
    void update(V value);

    /** Removes the value, if there is one. */
    void clear();
}
