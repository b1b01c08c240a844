package io.weir.state;

import io.weir.serde.Serde;
import io.weir.serde.Serdes;

/**
 * Where a function declares state that every subtask has in whole. A checkpoint holds each entry once, and every subtask gets all of them at a restore, whatever the
 * parallelism.
 *
 * <p>Errors: as {@link StateRegistry} has them.
 *
 * <p>Threading: confined to {@code open} of the function.
 */
public interface BroadcastStates {

    /**
     * Declares a map.
     *
     * @param name unique among all states of the stage
     * @param keyType one with {@code equals} and {@code hashCode} by value that the built-in codec knows
     */
    <K, V> BroadcastState<K, V> mapState(String name, Class<K> keyType, Serde<V> valueSerde);

    /** Declares a map of types that the built-in codec knows: see {@link Serdes#of}. */
    default <K, V> BroadcastState<K, V> mapState(String name, Class<K> keyType, Class<V> valueType) {
        return mapState(name, keyType, Serdes.of(valueType));
    }
}
