package io.weir.state;

import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.function.BinaryOperator;

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

    /** Declares a value state whose values live for a time. Adding or removing the time to live of a state that a checkpoint holds is an incompatible change. */
    <V> ValueState<V> valueState(String name, Serde<V> serde, TimeToLive timeToLive);

    /** Declares a list state whose elements live for a time, each on its own; {@code ON_READ_AND_WRITE} is taken as {@code ON_WRITE}. */
    <V> ListState<V> listState(String name, Serde<V> elementSerde, TimeToLive timeToLive);

    /** Declares a map state whose entries live for a time, each on its own; to go through all of them is not to read them. */
    <K, V> MapState<K, V> mapState(String name, Serde<K> keySerde, Serde<V> valueSerde, TimeToLive timeToLive);

    /**
     * Declares a state that merges what is added to it. A checkpoint holds it as a value state.
     *
     * @param reduce returns a new value and changes neither of its arguments
     */
    default <V> ReducingState<V> reducingState(String name, Serde<V> serde, BinaryOperator<V> reduce) {
        return new Reduced<>(valueState(name, serde), reduce);
    }

    /** Declares a reducing state of a type that the built-in codec knows: see {@link Serdes#of}. */
    default <V> ReducingState<V> reducingState(String name, Class<V> type, BinaryOperator<V> reduce) {
        return new Reduced<>(valueState(name, type), reduce);
    }

    /** Declares a state that adds values up in an accumulator. A checkpoint holds the accumulator as a value state. */
    default <I, A, R> AggregatingState<I, R> aggregatingState(
            String name, Serde<A> accumulatorSerde, Aggregation<I, A, R> aggregation) {
        return new Aggregated<>(valueState(name, accumulatorSerde), aggregation);
    }

    /** Declares an aggregating state whose accumulator is of a type that the built-in codec knows: see {@link Serdes#of}. */
    default <I, A, R> AggregatingState<I, R> aggregatingState(
            String name, Class<A> accumulatorType, Aggregation<I, A, R> aggregation) {
        return new Aggregated<>(valueState(name, accumulatorType), aggregation);
    }

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
