package io.weir.state;

import org.jspecify.annotations.Nullable;

/**
 * One value for each key, into which every added value is merged. Reads and writes go to the key of the record being processed.
 *
 * <p>Threading: confined to the function it was declared for. Values must not be changed after they were added: the reduction makes a new one.
 */
public interface ReducingState<V> {

    /** Returns what all added values came to, or null if there were none. */
    @Nullable V value();

    /** Merges a value in; the first is taken as it is. */
    void add(V value);

    /** Forgets everything added so far. */
    void clear();
}
