package io.weir.graph;

import io.weir.state.StateRegistry;

/**
 * Processes two streams key by key, with state and timers that both have in common. The engine makes one instance for each subtask.
 *
 * <p>The records of each stream come in their order for each key; which stream comes first is not said. Where the outcome must not depend on that, keep records in state
 * and emit by a timer of event time: the watermark is the lesser of both streams'.
 *
 * <p>The function must be deterministic, as {@link KeyedProcessFunction} says.
 *
 * <p>Threading: all calls on one instance come from one thread. It must not block.
 *
 * @param <K> the keys
 * @param <T> the records of the first stream
 * @param <U> the records of the second stream
 * @param <R> what is emitted
 */
public interface KeyedCoProcessFunction<K, T, U, R> {

    /** Declares the function's state. Called once, before the first record. */
    default void open(StateRegistry states) {}

    /** Processes one record of the first stream. */
    void process1(T value, KeyedProcessFunction.Context<K> context, TimestampedCollector<R> out);

    /** Processes one record of the second stream. */
    void process2(U value, KeyedProcessFunction.Context<K> context, TimestampedCollector<R> out);

    /** A timer has fired: see {@link KeyedProcessFunction#onTimer}. */
    default void onTimer(long timestamp, KeyedProcessFunction.OnTimerContext<K> context, TimestampedCollector<R> out) {}
}
