package io.weir.state;

import io.weir.serde.Serde;
import io.weir.serde.Serdes;

/**
 * Where a function declares its state, once, before its first record. A state's name is unique in its stage and belongs to its identity: what a
 * checkpoint holds under a name is restored under the same name.
 *
 * <p>Errors: a type that cannot be stored, a name declared twice, and a state whose type differs from the checkpoint's are told as a
 * {@link io.weir.error.WeirException} of kind USER.
 *
 * <p>Threading: confined to {@code open} of the function.
 */
public interface StateRegistry {

    <V> ValueState<V> valueState(String name, Serde<V> serde);

    <V> ListState<V> listState(String name, Serde<V> elementSerde);

    <K, V> MapState<K, V> mapState(String name, Serde<K> keySerde, Serde<V> valueSerde);

    /** Declares a value state of a type that the built-in codec knows: see {@link Serdes#of}. */
    default <V> ValueState<V> valueState(String name, Class<V> type) {
        return valueState(name, Serdes.of(type));
    }

    /** Declares a list state of a type that the built-in codec knows: see {@link Serdes#of}. */
    default <V> ListState<V> listState(String name, Class<V> elementType) {
        return listState(name, Serdes.of(elementType));
    }

    /** Declares a map state of types that the built-in codec knows: see {@link Serdes#of}. */
    default <K, V> MapState<K, V> mapState(String name, Class<K> keyType, Class<V> valueType) {
        return mapState(name, Serdes.of(keyType), Serdes.of(valueType));
    }
}
