package io.weir.engine.window;

import io.weir.engine.state.WindowKey;
import io.weir.graph.Collector;
import io.weir.graph.WindowContents.Accumulated;
import io.weir.state.ValueState;
import io.weir.window.Window;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An accumulator. */
final class AccumulatedContents implements Contents {

    private final Accumulated how;
    private final ValueState<Object> state;

    AccumulatedContents(Accumulated how, ValueState<Object> state) {
        this.how = how;
        this.state = state;
    }

    @Override
    public void add(Object value) {
        Object before = state.value();
        if (before == null) {
            before = how.initial();
        }
        state.update(
                before == null
                        ? value
                        : Objects.requireNonNull(
                                how.add().apply(before, value), "an aggregate function returned null"));
    }

    @Override
    public @Nullable Object take() {
        Object taken = state.value();
        state.clear();
        return taken;
    }

    @Override
    public void merge(Object taken) {
        Object before = state.value();
        state.update(
                before == null
                        ? taken
                        : Objects.requireNonNull(
                                Objects.requireNonNull(how.merge(), "merge").apply(before, taken),
                                "a merge function returned null"));
    }

    @Override
    public void emit(WindowKey key, Window window, Collector<Object> out) {
        Object accumulator = state.value();
        if (accumulator != null) {
            Object result = Objects.requireNonNull(how.result().apply(accumulator), "a window's result is null");
            if (how.function() == null) {
                out.collect(result);
            } else {
                how.function().apply(key.key(), window, result, out);
            }
        }
    }

    @Override
    public void clear() {
        state.clear();
    }
}
