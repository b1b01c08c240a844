package io.weir.jdbc.source;

import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a row into a value.
 *
 * <p>Threading: one instance is used by all readers at once; implementations are stateless.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface RowMapper<T> {

    /**
     * Maps the row at which {@code row} stands. Must give the same value each time: after a restart rows are mapped again.
     *
     * @param row for reading this row's columns only: not to be moved or closed
     * @return the value; null passes over the row on purpose
     * @throws Exception if the row cannot be mapped: it goes to the side output that the user named with {@code onError}, or fails the job with its table and
     *     key. The exception's message becomes the reason
     */
    @Nullable T map(ResultSet row) throws Exception;
}
