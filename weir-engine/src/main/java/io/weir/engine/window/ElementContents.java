package io.weir.engine.window;

import io.weir.engine.state.WindowKey;
import io.weir.graph.Collector;
import io.weir.graph.WindowContents.Elements;
import io.weir.state.ListState;
import io.weir.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All records. */
final class ElementContents implements Contents {

    private final Elements how;
    private final ListState<Object> state;

    ElementContents(Elements how, ListState<Object> state) {
        this.how = how;
        this.state = state;
    }

    @Override
    public void add(Object value) {
        state.add(value);
    }

    @Override
    public @Nullable Object take() {
        List<Object> taken = List.copyOf(state.get());
        state.clear();
        return taken.isEmpty() ? null : taken;
    }

    @Override
    public void merge(Object taken) {
        for (Object value : (List<?>) taken) {
            state.add(value);
        }
    }

    @Override
    public void emit(WindowKey key, Window window, Collector<Object> out) {
        List<Object> elements = state.get();
        if (!elements.isEmpty()) {
            how.function().process(key.key(), window, elements, out);
        }
    }

    @Override
    public void clear() {
        state.clear();
    }
}
