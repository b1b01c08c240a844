package io.weir.window;

import io.weir.serde.Serde;
import java.util.Collection;
import java.util.Objects;

/**
 * Sessions by the clock: a key's window ends when none of its records has come for the gap.
 *
 * <p>Threading: Immutable, if the function is.
 */
public record ProcessingTimeSessions<T>(SessionWindows<T> sessions) implements MergingWindowAssigner<T, TimeWindow> {

    public ProcessingTimeSessions {
        Objects.requireNonNull(sessions, "sessions");
    }

    @Override
    public Collection<TimeWindow> assignWindows(T element, long timestamp) {
        return sessions.assignWindows(element, timestamp);
    }

    @Override
    public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
        sessions.mergeWindows(windows, callback);
    }

    @Override
    public Trigger<Object, Window> defaultTrigger() {
        return ProcessingTimeTrigger.create();
    }

    @Override
    public Serde<TimeWindow> windowSerde() {
        return sessions.windowSerde();
    }

    @Override
    public boolean isProcessingTime() {
        return true;
    }
}
