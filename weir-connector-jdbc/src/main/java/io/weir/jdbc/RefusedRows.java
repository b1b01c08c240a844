package io.weir.jdbc;

import java.sql.SQLException;

/** Takes a row that the database refuses for its content. */
@FunctionalInterface
interface RefusedRows {

    /** Sets the row aside, in the same transaction, or throws. */
    void refused(Row row, SQLException cause) throws SQLException;

    /** All rows have been tried. */
    default void done() {}
}
