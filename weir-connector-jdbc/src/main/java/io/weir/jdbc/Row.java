package io.weir.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way to the database.
 *
 * <p>Threading: Immutable.
 *
 * @param number its place in the output of its subtask and checkpoint, from 0
 * @param values the values of all columns; those of the key alone for a deletion
 */
record Row(RowOperation operation, long number, List<@Nullable Object> values) {}
