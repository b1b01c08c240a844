package io.weir.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map for each key, in the order of insertion. Reads and writes go to the key of the record being processed.
 *
 * <p>Threading: confined to the function it was declared for. Map keys and values must not be changed after they were stored.
 */
public interface MapState<K, V> {

    /** Returns the value of {@code mapKey}, or null. */
    @Nullable V get(K mapKey);

    /** Stores a value. */
    void put(K mapKey, V value);

    /** Removes an entry, if it is there. */
    void remove(K mapKey);

    /** Returns whether there is an entry for {@code mapKey}. */
    boolean contains(K mapKey);

    /** Returns all entries, unmodifiable; empty if there are none. */
    Map<K, V> entries();

    /** Removes all entries. */
    void clear();
}
