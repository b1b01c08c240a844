package io.weir.jdbc;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.sql.SQLException;

/**
 * Fails the job for a refused row, in words.
 *
 * <p>Threading: Immutable.
 */
record RowRefusal(RowTarget<?> target, Dialect dialect, RowLayout<?> layout, RowOrigin origin) implements RefusedRows {

    @Override
    public void refused(Row row, SQLException cause) {
        throw new WeirException(
                "jdbc-row-refused",
                ErrorKind.USER,
                target.inWords() + " does not take row " + row.number() + " of " + origin + " (" + row.operation()
                        + " of columns " + String.join(", ", layout.namesOf(row)) + ")",
                dialect.name() + " refuses it for its content: " + JdbcErrors.reason(cause),
                "mend the table's constraint or type, or set such rows aside with deadLetterTable(..); a mended pipeline does not change rows that the checkpoint holds",
                cause);
    }
}
