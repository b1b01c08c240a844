package io.weir.aggregate;

import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.state.Aggregation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation that knows how its accumulator is stored. {@link Aggregates} makes those that are often needed.
 *
 * <p>Threading: Immutable.
 *
 * @param type the accumulator's class, which may let it lie in a table without objects; null for a type that no class tells, such as a set of something
 * @param serde writes accumulators to checkpoints
 * @param <I> what is added
 * @param <A> the accumulator
 * @param <R> the result
 */
public record Aggregator<I, A, R>(@Nullable Class<A> type, Serde<A> serde, Aggregation<I, A, R> aggregation) {

    public Aggregator {
        Objects.requireNonNull(serde, "serde");
        Objects.requireNonNull(aggregation, "aggregation");
    }

    /** An aggregation whose accumulator is of a type that the built-in codec knows: see {@link Serdes#of}. */
    public static <I, A, R> Aggregator<I, A, R> of(Class<A> type, Aggregation<I, A, R> aggregation) {
        return new Aggregator<>(type, Serdes.of(type), aggregation);
    }

    /** An aggregation whose accumulator has a serde of its own. */
    public static <I, A, R> Aggregator<I, A, R> of(Serde<A> serde, Aggregation<I, A, R> aggregation) {
        return new Aggregator<>(null, serde, aggregation);
    }
}
