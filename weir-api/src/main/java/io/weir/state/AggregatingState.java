package io.weir.state;

import org.jspecify.annotations.Nullable;

/**
 * An accumulator for each key, that takes values of one type and tells a result of another. Reads and writes go to the key of the record being processed.
 *
 * <p>Threading: confined to the function it was declared for.
 *
 * @param <I> what is added
 * @param <R> the result
 */
public interface AggregatingState<I, R> {

    /** Returns the result of what was added, or null if nothing was. */
    @Nullable R value();

    /** Adds a value. */
    void add(I value);

    /** Forgets everything added so far. */
    void clear();
}
