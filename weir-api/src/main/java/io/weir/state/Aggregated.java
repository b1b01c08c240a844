package io.weir.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An aggregating state, kept as a value state of its accumulator. */
final class Aggregated<I, A, R> implements AggregatingState<I, R> {

    private final ValueState<A> state;
    private final Aggregation<I, A, R> aggregation;

    Aggregated(ValueState<A> state, Aggregation<I, A, R> aggregation) {
        this.state = state;
        this.aggregation = aggregation;
    }

    @Override
    public @Nullable R value() {
        A accumulator = state.value();
        return accumulator == null ? null : aggregation.result().apply(accumulator);
    }

    @Override
    public void add(I value) {
        A before = state.value();
        A after = aggregation.add().apply(before == null ? aggregation.initial() : before, value);
        state.update(Objects.requireNonNull(after, "an aggregation returned null"));
    }

    @Override
    public void clear() {
        state.clear();
    }
}
