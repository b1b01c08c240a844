package io.weir.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map that every subtask of a stage has in whole.
 *
 * <p>Errors: a change outside of {@code processBroadcast} is told as a {@link io.weir.error.WeirException}, {@code broadcast-state-read-only}: it would be made in one subtask only.
 *
 * <p>Threading: confined to the function it was declared for. Keys and values must not be changed after they were stored.
 */
public interface BroadcastState<K, V> {

    /** Returns the value of {@code key}, or null. */
    @Nullable V get(K key);

    /** Returns whether there is an entry for {@code key}. */
    boolean contains(K key);

    /** Returns all entries, unmodifiable, in no particular order. */
    Map<K, V> entries();

    /** Stores a value. */
    void put(K key, V value);

    /** Removes an entry, if it is there. */
    void remove(K key);
}
