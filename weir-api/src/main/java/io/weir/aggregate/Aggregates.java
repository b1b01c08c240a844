package io.weir.aggregate;

import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.state.Aggregation;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The aggregates that are often needed. All can be merged. Numbers that overflow wrap around; sums of doubles depend on the order in which they are added, as they do everywhere.
 *
 * <p>Threading: stateless; what it makes is immutable, if the functions are.
 */
public final class Aggregates {

    private Aggregates() {}

    /** How many there are. */
    public static Aggregator<Object, Long, Long> count() {
        return longs(0, (LongFold<Object>) (count, value) -> count + 1, Long::sum);
    }

    /** The sum of whole numbers. */
    public static <T> Aggregator<T, Long, Long> sumLong(ToLongFunction<? super T> number) {
        return longs(0, number, Long::sum);
    }

    /** The least whole number. */
    public static <T> Aggregator<T, Long, Long> minLong(ToLongFunction<? super T> number) {
        return longs(Long.MAX_VALUE, number, Math::min);
    }

    /** The greatest whole number. */
    public static <T> Aggregator<T, Long, Long> maxLong(ToLongFunction<? super T> number) {
        return longs(Long.MIN_VALUE, number, Math::max);
    }

    /** The sum of numbers. */
    public static <T> Aggregator<T, Double, Double> sumDouble(ToDoubleFunction<? super T> number) {
        return doubles(0, number, Double::sum);
    }

    /** The least number, as {@link Math#min} orders them. */
    public static <T> Aggregator<T, Double, Double> minDouble(ToDoubleFunction<? super T> number) {
        return doubles(Double.POSITIVE_INFINITY, number, Math::min);
    }

    /** The greatest number, as {@link Math#max} orders them. */
    public static <T> Aggregator<T, Double, Double> maxDouble(ToDoubleFunction<? super T> number) {
        return doubles(Double.NEGATIVE_INFINITY, number, Math::max);
    }

    /** The average of numbers. */
    public static <T> Aggregator<T, Average, Double> average(ToDoubleFunction<? super T> number) {
        Objects.requireNonNull(number, "number");
        return Aggregator.of(
                Average.class,
                new Aggregation<>(
                        new Average(0, 0),
                        (average, value) ->
                                new Average(average.count() + 1, average.sum() + number.applyAsDouble(value)),
                        average -> average.sum() / average.count(),
                        (a, b) -> new Average(a.count() + b.count(), a.sum() + b.sum())));
    }

    /**
     * The least value in an order; of those that are equal the one that came first.
     *
     * @param type of the values, which are immutable: one that the built-in codec knows
     * @param value reads it of a record; never null
     */
    public static <T, V> Aggregator<T, Optional<V>, V> min(
            Class<V> type, Function<? super T, ? extends V> value, Comparator<? super V> order) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(order, "order");
        return Aggregator.of(
                Serdes.optionalOf(Serdes.of(type)),
                new Aggregation<>(
                        Optional.<V>empty(),
                        (least, next) -> lesser(least, Optional.of(value.apply(next)), order),
                        least -> least.orElseThrow(),
                        (a, b) -> lesser(a, b, order)));
    }

    /** The greatest value in an order; otherwise as {@link #min}. */
    public static <T, V> Aggregator<T, Optional<V>, V> max(
            Class<V> type, Function<? super T, ? extends V> value, Comparator<? super V> order) {
        return min(type, value, order.reversed());
    }

    /**
     * How many different values there are, exactly: all of them are kept, and a checkpoint after a change writes all of them. For many values take an approximate count.
     *
     * @param type of the values, which are immutable and have {@code equals} and {@code hashCode} by value: one that the built-in codec knows
     * @param value reads it of a record; never null
     */
    public static <T, V> Aggregator<T, Set<V>, Long> distinctCount(
            Class<V> type, Function<? super T, ? extends V> value) {
        Objects.requireNonNull(value, "value");
        Set<V> none = Set.of();
        return Aggregator.of(
                new GrowingSetSerde<>(Serdes.setOf(Serdes.of(type))),
                new Aggregation<>(
                        none,
                        (seen, next) -> {
                            Set<V> grown = seen == none ? new HashSet<>() : seen;
                            grown.add(Objects.requireNonNull(value.apply(next), "a value to be counted is null"));
                            return grown;
                        },
                        seen -> (long) seen.size(),
                        (a, b) -> {
                            Set<V> both = new HashSet<>(a);
                            both.addAll(b);
                            return both;
                        }));
    }

    /**
     * The first few values in an order, in that order; of those that are equal the ones that came first.
     *
     * @param count how many at most, at least 1
     * @param type of the values, which are immutable: one that the built-in codec knows
     * @param value reads it of a record; never null
     */
    public static <T, V> Aggregator<T, List<V>, List<V>> top(
            int count, Class<V> type, Function<? super T, ? extends V> value, Comparator<? super V> order) {
        Objects.requireNonNull(value, "value");
        Top<V> top = new Top<>(count, order);
        Serde<List<V>> lists = Serdes.listOf(Serdes.of(type));
        return Aggregator.of(
                Serdes.of(type).immutable() ? Serdes.unchanging(lists) : lists,
                new Aggregation<>(
                        List.<V>of(),
                        (first, next) -> top.add(first, value.apply(next)),
                        Function.identity(),
                        top::merge));
    }

    /** Two aggregates of the same records, in one pass. */
    public static <T, A, B, Q, R, S> Aggregator<T, Pair<A, B>, S> both(
            Aggregator<? super T, A, Q> first,
            Aggregator<? super T, B, R> second,
            BiFunction<? super Q, ? super R, ? extends S> result) {
        Aggregation<? super T, A, Q> a = first.aggregation();
        Aggregation<? super T, B, R> b = second.aggregation();
        Objects.requireNonNull(result, "result");
        Aggregation<T, Pair<A, B>, S> together = new Aggregation<>(
                new Pair<>(a.initial(), b.initial()),
                (pair, value) ->
                        new Pair<>(a.add().apply(pair.first(), value), b.add().apply(pair.second(), value)),
                pair -> result.apply(a.result().apply(pair.first()), b.result().apply(pair.second())));
        BinaryOperator<A> mergeA = a.merge();
        BinaryOperator<B> mergeB = b.merge();
        Serde<Pair<A, B>> serde = new PairSerde<>(first.serde(), second.serde());
        return Aggregator.of(
                serde,
                mergeA == null || mergeB == null
                        ? together
                        : together.withMerge((x, y) ->
                                new Pair<>(mergeA.apply(x.first(), y.first()), mergeB.apply(x.second(), y.second()))));
    }

    private static <T> Aggregator<T, Long, Long> longs(
            long initial, ToLongFunction<? super T> number, LongBinaryOperator combine) {
        Objects.requireNonNull(number, "number");
        return longs(initial, (before, value) -> combine.applyAsLong(before, number.applyAsLong(value)), combine);
    }

    private static <T> Aggregator<T, Long, Long> longs(long initial, LongFold<T> add, LongBinaryOperator merge) {
        return Aggregator.of(Long.class, new Aggregation<>(initial, add, Function.identity(), merge::applyAsLong));
    }

    private static <T> Aggregator<T, Double, Double> doubles(
            double initial, ToDoubleFunction<? super T> number, DoubleBinaryOperator combine) {
        Objects.requireNonNull(number, "number");
        return Aggregator.of(
                Double.class,
                new Aggregation<>(
                        initial,
                        (before, value) -> combine.applyAsDouble(before, number.applyAsDouble(value)),
                        Function.identity(),
                        combine::applyAsDouble));
    }

    private static <V> Optional<V> lesser(Optional<V> older, Optional<V> newer, Comparator<? super V> order) {
        return older.isPresent() && (newer.isEmpty() || order.compare(older.get(), newer.get()) <= 0) ? older : newer;
    }
}
