package io.weir.window;

import io.weir.serde.Serde;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Windows that begin together and end one step later each, until the last has the greatest size and the next begin: the day so far, every hour.
 *
 * <p>Threading: Immutable.
 *
 * @param maxSizeMillis a multiple of the step
 * @param stepMillis at least 1
 * @param offsetMillis how much later than 1970-01-01T00:00Z windows begin; its absolute value is less than the greatest size
 */
public record CumulativeWindows(long maxSizeMillis, long stepMillis, long offsetMillis)
        implements WindowAssigner<Object, TimeWindow> {

    public CumulativeWindows {
        Spans.requirePositive("step", stepMillis);
        Spans.requirePositive("maxSize", maxSizeMillis);
        Spans.requireOffset(offsetMillis, maxSizeMillis);
        if (maxSizeMillis % stepMillis != 0) {
            throw new IllegalArgumentException("the greatest size must be a multiple of the step: maxSizeMillis="
                    + maxSizeMillis + ", stepMillis=" + stepMillis);
        }
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp) {
        List<TimeWindow> windows = new ArrayList<>();
        long start = Spans.startOf(timestamp, maxSizeMillis, offsetMillis);
        long first = start + (timestamp - start) / stepMillis * stepMillis + stepMillis;
        for (long end = first; end <= start + maxSizeMillis; end += stepMillis) {
            windows.add(new TimeWindow(start, end));
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
