package io.weir.sketches;

import io.weir.aggregate.Aggregator;
import io.weir.state.Aggregation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Aggregates whose accumulators stay small however many records there are, and whose results are therefore approximate. All can be merged.
 *
 * <p>A result depends on the records alone: not on their order, nor on how they were divided, merged, stored and read again. So after a crash, at another parallelism, and in sliced windows it is the same to the
 * last bit.
 *
 * <p>Threading: stateless; what it makes is immutable, if the functions are.
 */
public final class Sketches {

    private Sketches() {}

    /**
     * The distribution of numbers: see {@link Distribution#quantile} for what is known of it.
     *
     * @param number reads it of a record; not NaN
     */
    public static <T> Aggregator<T, Distribution, Distribution> distribution(ToDoubleFunction<? super T> number) {
        return distribution(number, Distribution::copy);
    }

    /**
     * Percentiles of numbers, each within {@link Distribution#RELATIVE_ERROR} of the true one.
     *
     * @param number reads it of a record; not NaN
     * @param percentiles from 0 to 100; the result has their values in the same order
     */
    public static <T> Aggregator<T, Distribution, List<Double>> percentiles(
            ToDoubleFunction<? super T> number, double... percentiles) {
        double[] wanted = percentiles.clone();
        for (double percentile : wanted) {
            if (!(percentile >= 0 && percentile <= 100)) {
                throw new IllegalArgumentException("must be from 0 to 100: percentile=" + percentile);
            }
        }
        return distribution(
                number,
                distribution -> Arrays.stream(wanted)
                        .map(percentile -> distribution.quantile(percentile / 100))
                        .boxed()
                        .toList());
    }

    private static <T, R> Aggregator<T, Distribution, R> distribution(
            ToDoubleFunction<? super T> number, Function<Distribution, R> result) {
        Objects.requireNonNull(number, "number");
        Distribution none = new Distribution();
        return Aggregator.of(
                DistributionSerde.INSTANCE,
                new Aggregation<>(
                        none,
                        (before, next) -> {
                            Distribution grown = before.count() == 0 ? new Distribution() : before;
                            grown.add(number.applyAsDouble(next));
                            return grown;
                        },
                        result,
                        Distribution::merged));
    }

    /**
     * About how many different values there are: exactly as long as they are at most {@link DistinctCount#EXACT_MAX}, with a standard error of 1.6 % beyond.
     *
     * @param type of the values: one that the built-in codec knows. Two that are written alike are the same
     * @param value reads it of a record; never null
     */
    public static <T, V> Aggregator<T, DistinctCount, Long> approxDistinct(
            Class<V> type, Function<? super T, ? extends V> value) {
        Objects.requireNonNull(value, "value");
        Hashes<V> hashes = new Hashes<>(type);
        return approxDistinct(
                next -> hashes.of(Objects.requireNonNull(value.apply(next), "a value to be counted is null")));
    }

    /** As {@link #approxDistinct}, for values that are a {@code long}, without boxing them. */
    public static <T> Aggregator<T, DistinctCount, Long> approxDistinctLong(ToLongFunction<? super T> value) {
        Objects.requireNonNull(value, "value");
        return approxDistinct(next -> Hashes.of(value.applyAsLong(next)));
    }

    private static <T> Aggregator<T, DistinctCount, Long> approxDistinct(ToLongFunction<T> hash) {
        DistinctCount none = new DistinctCount();
        return Aggregator.of(
                DistinctCountSerde.INSTANCE,
                new Aggregation<>(
                        none,
                        (before, next) -> {
                            DistinctCount grown = before.isEmpty() ? new DistinctCount() : before;
                            grown.add(hash.applyAsLong(next));
                            return grown;
                        },
                        DistinctCount::count,
                        DistinctCount::merged));
    }
}
