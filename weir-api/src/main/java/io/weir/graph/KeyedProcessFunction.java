package io.weir.graph;

import io.weir.state.StateRegistry;

/**
 * Processes records key by key, with state of its own. The engine makes one instance for each subtask.
 *
 * <p>The function must be deterministic: a function of the record, its timestamp, and the state. What it does besides emitting and changing its state
 * (calls to the outside, say) is not covered by exactly-once.
 *
 * <p>Threading: all calls on one instance come from one thread. It must not block.
 */
public interface KeyedProcessFunction<K, T, R> {

    /** Declares the function's state. Called once, before the first record. */
    default void open(StateRegistry states) {}

    /** Processes one record. */
    void process(T value, Context<K> context, Collector<R> out);

    /**
     * The record being processed, apart from its value.
     *
     * <p>Threading: confined to the call that it was passed to.
     */
    interface Context<K> {

        /** Returns the record's key. */
        K key();

        /** Returns the record's event time in milliseconds, or {@link io.weir.time.Timestamps#NONE}. */
        long timestamp();

        /** Returns the stage's watermark in milliseconds, or {@link io.weir.time.Timestamps#NONE}. */
        long currentWatermark();

        /** Emits to a side output, with the record's timestamp. */
        <S> void output(OutputTag<S> tag, S value);
    }
}
