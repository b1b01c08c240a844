package io.weir.graph;

import io.weir.serde.Serde;
import io.weir.window.Window;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a window's records, and what is made of it. Types are erased: the pipeline's builder has checked them.
 *
 * <p>Threading: Immutable, as far as the user's functions are.
 */
public sealed interface WindowContents {

    /**
     * An accumulator.
     *
     * @param type its class; null if no class tells its type
     * @param serde writes it
     * @param initial what it is before the first record; null if the first record is the first accumulator
     * @param merge null if accumulators cannot be merged
     * @param function makes the output of the result; null if the result is the output
     */
    record Accumulated(
            @Nullable Class<?> type,
            Serde<Object> serde,
            @Nullable Object initial,
            BiFunction<Object, Object, Object> add,
            Function<Object, Object> result,
            @Nullable BinaryOperator<Object> merge,
            @Nullable WindowFunction<Object, Object, Object, Window> function)
            implements WindowContents {}

    /** All records. */
    record Elements(Serde<Object> serde, ProcessWindowFunction<Object, Object, Object, Window> function)
            implements WindowContents {}
}
