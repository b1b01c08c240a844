package io.weir.window;

import io.weir.state.ValueState;
import java.util.List;

/**
 * Says when a window's result is emitted, and when its contents are dropped before their time. A trigger has no fields that change: what it must remember it declares in
 * {@link #states}.
 *
 * <p>Whatever a trigger says, a window is dropped with all that belongs to it when the watermark reaches {@link Window#maxTimestamp} plus the allowed lateness; one by processing time when
 * the clock has passed its {@link Window#maxTimestamp}.
 *
 * <p>Threading: one instance is used by all subtasks of a stage.
 *
 * @param <T> the records
 * @param <W> the windows
 */
public interface Trigger<T, W extends Window> {

    /** Called for each record that was added to a window, after it was. */
    TriggerResult onElement(T element, long timestamp, W window, Context context);

    /** Called when the watermark has reached a time that was registered for a window, in the order of times. */
    TriggerResult onEventTime(long time, W window, Context context);

    /**
     * Called when the clock has passed a time that was registered for a window, in the order of times; also if the input ends before. What is registered then, for a time behind all that is
     * registered, is not waited for.
     */
    default TriggerResult onProcessingTime(long time, W window, Context context) {
        return TriggerResult.CONTINUE;
    }

    /** Called when a window is dropped: deletes what the trigger has registered for it. Its {@link #states} are dropped anyway. */
    void clear(W window, Context context);

    /** Returns what the trigger remembers of each window. The same at each call. */
    default List<TriggerState<?>> states() {
        return List.of();
    }

    /** Returns whether the trigger works for windows that become one, as sessions do: then its {@link #states} have a function that merges. */
    default boolean canMerge() {
        return false;
    }

    /** Called for the window that others have become, after their states were merged and what was registered for them deleted: registers what it needs. */
    default void onMerge(W window, Context context) {
        throw new UnsupportedOperationException(getClass().getName() + " is not for windows that become one");
    }

    /**
     * One window of one key.
     *
     * <p>Threading: confined to the call that it was passed to.
     */
    interface Context {

        /** Returns the stage's watermark in milliseconds, or {@link io.weir.time.Timestamps#NONE}. */
        long currentWatermark();

        /** Asks for a call of {@link #onEventTime} when the watermark has reached a time; twice is once. */
        void registerEventTimeTimer(long time);

        /** Takes that back. */
        void deleteEventTimeTimer(long time);

        /** Returns the time of the clock, in milliseconds since 1970-01-01T00:00Z. As long as a subtask runs it does not go back. */
        long currentProcessingTime();

        /** Asks for a call of {@link #onProcessingTime} when the clock has passed a time; twice is once. */
        void registerProcessingTimeTimer(long time);

        /** Takes that back. */
        void deleteProcessingTimeTimer(long time);

        /** Returns what the trigger remembers; it must be among {@link Trigger#states}. */
        <S> ValueState<S> state(TriggerState<S> state);
    }
}
