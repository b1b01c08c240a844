package io.weir.graph;

import io.weir.state.StateRegistry;
import io.weir.time.TimeDomain;
import io.weir.time.TimerService;

/**
 * Processes records key by key, with state and timers of its own. The engine makes one instance for each subtask.
 *
 * <p>The function must be deterministic: a function of the record, its timestamp, and the state. What it does besides emitting and changing its state
 * (calls to the outside, say) is not covered by exactly-once.
 *
 * <p>Threading: all calls on one instance come from one thread. It must not block.
 */
public interface KeyedProcessFunction<K, T, R> {

    /** Declares the function's state. Called once, before the first record. */
    default void open(StateRegistry states) {}

    /** Processes one record. Timers for a later time can be registered with {@link Context#timerService}. */
    void process(T value, Context<K> context, Collector<R> out);

    /**
     * A timer has fired that {@link TimerService} registered. State is that of the timer's key. What is emitted has the timer's timestamp, if it is one of event time,
     * and none otherwise, and goes out before the watermark does.
     *
     * <p>At the end of a bounded input the watermark is {@link io.weir.time.Timestamps#MAX}, and a timer that is registered here for later fires within it: a function
     * that always registers the next one has to look at {@link Context#currentWatermark}, or it never ends.
     *
     * @param timestamp that the timer was registered for
     */
    default void onTimer(long timestamp, OnTimerContext<K> context, Collector<R> out) {}

    /**
     * The record being processed, apart from its value.
     *
     * <p>Threading: confined to the call that it was passed to.
     */
    interface Context<K> {

        /** Returns the record's key. */
        K key();

        /** Returns the event time of the record, or the time of the timer, in milliseconds, or {@link io.weir.time.Timestamps#NONE}. */
        long timestamp();

        /** Returns the stage's watermark in milliseconds, or {@link io.weir.time.Timestamps#NONE}. */
        long currentWatermark();

        /** Emits to a side output, with the timestamp that what is collected has. */
        <S> void output(OutputTag<S> tag, S value);

        /** Returns the stage's time, and the timers of the current key. */
        TimerService timerService();
    }

    /**
     * The timer that has fired: {@link #key} is its key, {@link #timestamp} the time that it was registered for.
     *
     * <p>Threading: confined to the call that it was passed to.
     */
    interface OnTimerContext<K> extends Context<K> {

        /** Returns what the timer went by. */
        TimeDomain timeDomain();
    }
}
