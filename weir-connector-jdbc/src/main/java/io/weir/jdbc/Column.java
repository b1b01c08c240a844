package io.weir.jdbc;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column, or one parameter of a statement of the user's, and what a record has for it.
 *
 * @param name the column's name, or a name for messages
 * @param value gives the value; may give null
 * @param type the class of the values, if it is known
 */
record Column<T>(
        String name, Function<? super T, ?> value, @Nullable Class<?> type) {}
