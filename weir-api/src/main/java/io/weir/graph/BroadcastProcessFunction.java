package io.weir.graph;

import io.weir.state.BroadcastStates;
import io.weir.state.StateRegistry;

/**
 * Processes the records of a stream by what another stream has said, which every subtask gets in whole: rules, rates of exchange, settings. The engine makes one instance for
 * each subtask.
 *
 * <p>What the broadcast records change is broadcast state: each subtask has all of it, so each must change it in the same way. It may depend on nothing but the broadcast record
 * and the broadcast state: not on the key, the subtask, or the time at which the record comes. All subtasks see the records of one subtask of the broadcast stream in the same
 * order; those of several may come to each in another order, so changes by different subtasks must commute, or the broadcast stream's last stage has parallelism 1.
 *
 * <p>The function must be deterministic, as {@link KeyedProcessFunction} says. Which broadcast records have come before a record is not said: it depends on how the streams
 * flow.
 *
 * <p>Threading: all calls on one instance come from one thread. It must not block.
 *
 * @param <K> the keys; {@link Void} if the stream has none, when there is neither keyed state nor a timer
 * @param <T> the records of the stream
 * @param <B> the records that are broadcast
 * @param <R> what is emitted
 */
public interface BroadcastProcessFunction<K, T, B, R> {

    /**
     * Declares the function's state. Called once, before the first record.
     *
     * @param states of each key; not to be used if the stream has none
     * @param broadcast state that every subtask has in whole
     */
    default void open(StateRegistry states, BroadcastStates broadcast) {}

    /** Processes one record of the stream. Broadcast state can be read only. */
    void process(T value, KeyedProcessFunction.Context<K> context, Collector<R> out);

    /** Processes one broadcast record, in every subtask. Broadcast state can be changed; there is no key, so neither keyed state nor a timer. */
    void processBroadcast(B value, BroadcastContext context, Collector<R> out);

    /** A timer has fired: see {@link KeyedProcessFunction#onTimer}. Broadcast state can be read only. */
    default void onTimer(long timestamp, KeyedProcessFunction.OnTimerContext<K> context, Collector<R> out) {}

    /**
     * The broadcast record being processed, apart from its value. What is emitted comes from every subtask, once each.
     *
     * <p>Threading: confined to the call that it was passed to.
     */
    interface BroadcastContext {

        /** Returns the event time of the record in milliseconds, or {@link io.weir.time.Timestamps#NONE}. */
        long timestamp();

        /** Returns the stage's watermark in milliseconds, or {@link io.weir.time.Timestamps#NONE}. */
        long currentWatermark();

        /** Emits to a side output, with the record's timestamp. */
        <S> void output(OutputTag<S> tag, S value);
    }
}
