package io.weir.aggregate;

import java.util.function.BiFunction;

/**
 * Adds a record to an accumulator that is a whole number. An engine may call {@link #fold}, which needs no object for the number.
 *
 * <p>Threading: called by one thread for each subtask; shared by all subtasks.
 *
 * @param <T> the type of records
 */
@FunctionalInterface
public interface LongFold<T> extends BiFunction<Long, T, Long> {

    /** Returns the accumulator with the record added. */
    long fold(long before, T value);

    @Override
    default Long apply(Long before, T value) {
        return fold(before, value);
    }
}
