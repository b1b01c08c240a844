package io.weir.window;

import io.weir.serde.Serde;
import java.util.Collection;
import java.util.List;

/**
 * Windows of so many records of a key, in the order in which they come: see {@code KeyedStream.countWindow}. It has a trigger of its own, which cannot be changed.
 *
 * <p>Threading: Immutable.
 *
 * @param size how many records a window has at most, at least 1
 * @param slide after how many records there is a result, at least 1 and at most the size
 */
public record CountWindows(long size, long slide) implements WindowAssigner<Object, GlobalWindow> {

    public CountWindows {
        Spans.requirePositive("size", size);
        Spans.requirePositive("slide", slide);
        if (slide > size) {
            throw new IllegalArgumentException("records would be in no window: size=" + size + ", slide=" + slide);
        }
    }

    @Override
    public Collection<GlobalWindow> assignWindows(Object element, long timestamp) {
        return List.of(GlobalWindow.INSTANCE);
    }

    @Override
    public Trigger<Object, Window> defaultTrigger() {
        return PurgingTrigger.of(CountTrigger.of(size));
    }

    @Override
    public Serde<GlobalWindow> windowSerde() {
        return GlobalWindow.SERDE;
    }

    @Override
    public boolean isEventTime() {
        return false;
    }
}
