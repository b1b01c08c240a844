package io.weir.graph;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a record's key is read: as an object, or as a primitive {@code long} without boxing.
 *
 * <p>Threading: Immutable.
 */
public sealed interface KeySelector {

    /**
     * A key of any type with {@code equals} and {@code hashCode} by value.
     *
     * @param type the declared type; null to take it from the first key seen
     */
    record ObjectKey(
            Function<Object, Object> function, @Nullable Class<?> type) implements KeySelector {}

    /** A key that is a {@code long}. */
    record LongKey(ToLongFunction<Object> function) implements KeySelector {}
}
