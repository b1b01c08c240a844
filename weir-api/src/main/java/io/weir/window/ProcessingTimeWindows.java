package io.weir.window;

import io.weir.serde.Serde;
import java.util.Collection;
import java.util.Objects;

/**
 * Windows by the clock: each record belongs to those that it would belong to if the time at which it comes were its timestamp.
 *
 * <p>Threading: Immutable, if the windows are.
 *
 * @param windows by event time; for windows that grow together see {@link ProcessingTimeSessions}
 */
public record ProcessingTimeWindows<T>(WindowAssigner<T, TimeWindow> windows) implements WindowAssigner<T, TimeWindow> {

    public ProcessingTimeWindows {
        Objects.requireNonNull(windows, "windows");
        if (windows instanceof MergingWindowAssigner || !windows.isEventTime()) {
            throw new IllegalArgumentException("must be windows of event time that do not merge: " + windows);
        }
    }

    @Override
    public Collection<TimeWindow> assignWindows(T element, long timestamp) {
        return windows.assignWindows(element, timestamp);
    }

    @Override
    public Trigger<Object, Window> defaultTrigger() {
        return ProcessingTimeTrigger.create();
    }

    @Override
    public Serde<TimeWindow> windowSerde() {
        return windows.windowSerde();
    }

    @Override
    public boolean isProcessingTime() {
        return true;
    }
}
