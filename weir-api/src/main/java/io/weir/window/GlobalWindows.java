package io.weir.window;

import io.weir.serde.Serde;
import java.util.Collection;
import java.util.List;

/**
 * One window for all records of a key. It needs a trigger: by itself it has no result, ever.
 *
 * <p>Threading: Immutable.
 */
public record GlobalWindows() implements WindowAssigner<Object, GlobalWindow> {

    private static final List<GlobalWindow> ONLY = List.of(GlobalWindow.INSTANCE);

    @Override
    public Collection<GlobalWindow> assignWindows(Object element, long timestamp) {
        return ONLY;
    }

    @Override
    public Trigger<Object, Window> defaultTrigger() {
        return new NeverTrigger();
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
