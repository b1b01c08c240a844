package io.weir.state;

import java.util.List;

/**
 * A list for each key, in the order of {@link #add}. Reads and writes go to the key of the record being processed.
 *
 * <p>Threading: confined to the function it was declared for. Elements must not be changed after they were stored.
 */
public interface ListState<V> {

    /** Returns the elements, unmodifiable; empty if there are none. */
    List<V> get();

    /** Appends an element. */
    void add(V value);

    /** Replaces all elements. */
    void update(List<V> values);

    /** Removes all elements. */
    void clear();
}
