package io.weir.window;

import io.weir.serde.Serde;
import java.util.Collection;
import java.util.List;

/**
 * Windows of one size, each beginning where the one before it ends.
 *
 * <p>Threading: Immutable.
 *
 * @param sizeMillis at least 1
 * @param offsetMillis how much later than 1970-01-01T00:00Z a window begins; its absolute value is less than the size
 */
public record TumblingWindows(long sizeMillis, long offsetMillis) implements WindowAssigner<Object, TimeWindow> {

    public TumblingWindows {
        Spans.requirePositive("size", sizeMillis);
        Spans.requireOffset(offsetMillis, sizeMillis);
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp) {
        long start = Spans.startOf(timestamp, sizeMillis, offsetMillis);
        return List.of(new TimeWindow(start, start + sizeMillis));
    }

    @Override
    public Trigger<Object, Window> defaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    public Serde<TimeWindow> windowSerde() {
        return TimeWindow.SERDE;
    }
}
