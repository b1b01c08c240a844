package io.weir.window;

import io.weir.serde.Serde;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Windows of one size, of which one begins every slide. If the slide is less than the size a record belongs to several, if it is greater to one or none.
 *
 * <p>Threading: Immutable.
 *
 * @param sizeMillis at least 1
 * @param slideMillis at least 1
 * @param offsetMillis how much later than 1970-01-01T00:00Z a window begins; its absolute value is less than the slide
 */
public record SlidingWindows(long sizeMillis, long slideMillis, long offsetMillis)
        implements WindowAssigner<Object, TimeWindow> {

    public SlidingWindows {
        Spans.requirePositive("size", sizeMillis);
        Spans.requirePositive("slide", slideMillis);
        Spans.requireOffset(offsetMillis, slideMillis);
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp) {
        List<TimeWindow> windows = new ArrayList<>();
        long last = Spans.startOf(timestamp, slideMillis, offsetMillis);
        for (long start = last; start > timestamp - sizeMillis; start -= slideMillis) {
            windows.add(new TimeWindow(start, start + sizeMillis));
        }
        return windows;
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
