package io.weir.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/**
 * Writes rows of which some are refused: each part behind a savepoint, and a part that is refused in halves, until the row is found. Every other row is
 * written.
 *
 * <p>Threading: confined to one thread.
 */
final class CarefulRows {

    private final Connection connection;
    private final Dialect dialect;
    private final RowStatements statements;
    private final RefusedRows refusedRows;

    CarefulRows(Connection connection, Dialect dialect, RowStatements statements, RefusedRows refusedRows) {
        this.connection = connection;
        this.dialect = dialect;
        this.statements = statements;
        this.refusedRows = refusedRows;
    }

    /** Writes rows of one operation, in order. */
    void execute(List<Row> run) throws SQLException {
        for (int from = 0; from < run.size(); from += statements.rowsMax()) {
            writeOrHalve(run.subList(from, Math.min(run.size(), from + statements.rowsMax())));
        }
    }

    private void writeOrHalve(List<Row> rows) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            statements.execute(rows);
            connection.releaseSavepoint(before);
            return;
        } catch (SQLException e) {
            if (dialect.kindOf(e) != SqlErrorKind.ROW) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            if (rows.size() == 1) {
                refusedRows.refused(rows.get(0), e);
                return;
            }
        }
        int half = rows.size() / 2;
        writeOrHalve(rows.subList(0, half));
        writeOrHalve(rows.subList(half, rows.size()));
    }
}
