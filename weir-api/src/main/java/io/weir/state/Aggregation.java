package io.weir.state;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How an {@link AggregatingState} adds values up.
 *
 * <p>Threading: Immutable, if its functions are.
 *
 * @param initial what a key's accumulator is before its first value; must never be changed
 * @param add returns a new accumulator with one more value in it, and changes neither of its arguments
 * @param result what an accumulator comes to
 * @param <I> what is added
 * @param <A> the accumulator, which is what checkpoints hold
 * @param <R> the result
 */
public record Aggregation<I, A, R>(
        A initial, BiFunction<? super A, ? super I, ? extends A> add, Function<? super A, ? extends R> result) {

    public Aggregation {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(add, "add");
        Objects.requireNonNull(result, "result");
    }
}
