package io.weir.window;

import io.weir.serde.Serde;
import java.util.Collection;

/**
 * Says which windows a record belongs to. {@link Windows} makes those that are built in.
 *
 * <p>Threading: Immutable; the subtasks of a stage share one.
 *
 * @param <T> the records
 * @param <W> the windows
 */
public interface WindowAssigner<T, W extends Window> {

    /**
     * Returns the windows of a record; none to leave it out. Must be a pure function of its arguments.
     *
     * @param timestamp the record's event time in milliseconds; {@link io.weir.time.Timestamps#NONE} only if {@link #isEventTime} is false. If {@link #isProcessingTime} is true, the
     *     time of the clock
     */
    Collection<W> assignWindows(T element, long timestamp);

    /** Returns the trigger of windows that no other was set for. */
    Trigger<? super T, ? super W> defaultTrigger();

    /** Returns how windows are written to checkpoints: equal windows as equal bytes. */
    Serde<W> windowSerde();

    /** Returns whether records need a timestamp. */
    default boolean isEventTime() {
        return !isProcessingTime();
    }

    /** Returns whether windows go by the clock: records belong to a window by the time at which they come, and the clock says when a window is over. */
    default boolean isProcessingTime() {
        return false;
    }
}
