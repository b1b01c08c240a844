package io.weir.jdbc.source;

import java.util.List;

/**
 * How rows become values, before the columns are known.
 *
 * <p>Threading: Immutable.
 */
interface RowMapping<T> {

    /**
     * Chooses from the columns that there are.
     *
     * @param source the source's name in messages
     * @throws io.weir.error.WeirException {@code jdbc-mapping} if those needed are not there or have types that cannot fit
     */
    Selection<T> on(Columns columns, String source);

    /**
     * What to select, and how to map it.
     *
     * @param columns in the order in which the mapper expects them, from 1
     */
    record Selection<T>(List<Column> columns, RowMapper<T> mapper) {}

    /** All columns, for a mapper of the user's. */
    static <T> RowMapping<T> all(RowMapper<T> mapper) {
        return (columns, source) -> new Selection<>(columns.all(), mapper);
    }
}
