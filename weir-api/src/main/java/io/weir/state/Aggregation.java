package io.weir.state;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link AggregatingState}, or a window, adds values up.
 *
 * <p><b>With {@code merge} three things must hold</b>, of accumulators that are equal in what they result in:
 * <ul>
 *   <li>{@code initial} is neutral: {@code merge(initial, x)} comes to {@code x};
 *   <li>{@code merge} is associative: {@code merge(merge(x, y), z)} comes to {@code merge(x, merge(y, z))};
 *   <li>to merge is to add both: {@code merge(add(initial, a), add(initial, b))} comes to {@code add(add(initial, a), b)}.
 * </ul>
 * Sliding and cumulative windows, sessions, sliding count windows, and adding up before the exchange rely on it: how often records are divided and put together again depends on timing. Where it does not hold
 * results are wrong, and nothing tells. An initial value that is not neutral, such as a bonus of 100, belongs into {@code result}. Adding up before the exchange also changes the order in which values are
 * added, so {@code merge} should not depend on it.
 *
 * <p>Threading: Immutable, if its functions are.
 *
 * @param initial what a key's accumulator is before its first value; must never be changed
 * @param add returns a new accumulator with one more value in it, and changes neither of its arguments. An accumulator whose serde says that it is not immutable may be
 *     changed and returned, but never {@code initial}
 * @param result what an accumulator comes to; does not change it
 * @param merge returns an accumulator with what is in two of them, the first being older, and changes neither; null if that cannot be. With it sliding windows cost
 *     as little as tumbling ones, and windows that become one, as sessions do, are possible
 * @param <I> what is added
 * @param <A> the accumulator, which is what checkpoints hold
 * @param <R> the result
 */
public record Aggregation<I, A, R>(
        A initial,
        BiFunction<? super A, ? super I, ? extends A> add,
        Function<? super A, ? extends R> result,
        @Nullable BinaryOperator<A> merge) {

    public Aggregation {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(add, "add");
        Objects.requireNonNull(result, "result");
    }

    /** An aggregation whose accumulators cannot be merged. */
    public Aggregation(
            A initial, BiFunction<? super A, ? super I, ? extends A> add, Function<? super A, ? extends R> result) {
        this(initial, add, result, null);
    }

    /** Returns the same aggregation, whose accumulators are merged like this. */
    public Aggregation<I, A, R> withMerge(BinaryOperator<A> newMerge) {
        return new Aggregation<>(initial, add, result, Objects.requireNonNull(newMerge, "merge"));
    }
}
