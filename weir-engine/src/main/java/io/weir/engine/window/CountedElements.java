package io.weir.engine.window;

import io.weir.engine.state.KeyContext;
import io.weir.graph.Collector;
import io.weir.graph.WindowContents.Elements;
import io.weir.state.MapState;
import io.weir.window.CountWindows;
import io.weir.window.GlobalWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The last records themselves, in a ring. */
final class CountedElements implements CountedContents {

    private final Elements how;
    private final CountWindows windows;
    private final MapState<Long, Object> ring;

    CountedElements(Elements how, CountWindows windows, MapState<Long, Object> ring) {
        this.how = how;
        this.windows = windows;
        this.ring = ring;
    }

    @Override
    public void add(Object value, long count) {
        ring.put((count - 1) % windows.size(), value);
    }

    @Override
    public void emit(KeyContext key, long count, Collector<Object> out) {
        List<Object> elements = new ArrayList<>();
        for (long number = Math.max(0, count - windows.size()); number < count; number++) {
            elements.add(Objects.requireNonNull(ring.get(number % windows.size())));
        }
        how.function().process(key.key(), GlobalWindow.INSTANCE, Collections.unmodifiableList(elements), out);
    }
}
