package io.weir.state;

import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A reducing state, kept as a value state. */
final class Reduced<V> implements ReducingState<V> {

    private final ValueState<V> state;
    private final BinaryOperator<V> reduce;

    Reduced(ValueState<V> state, BinaryOperator<V> reduce) {
        this.state = state;
        this.reduce = Objects.requireNonNull(reduce, "reduce");
    }

    @Override
    public @Nullable V value() {
        return state.value();
    }

    @Override
    public void add(V value) {
        V before = state.value();
        state.update(
                before == null
                        ? value
                        : Objects.requireNonNull(reduce.apply(before, value), "a reduce function returned null"));
    }

    @Override
    public void clear() {
        state.clear();
    }
}
