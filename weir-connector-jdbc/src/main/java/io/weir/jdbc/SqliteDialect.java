package io.weir.jdbc;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQLite. Its errors have no SQLStates worth the name, only result codes. */
final class SqliteDialect implements Dialect {

    static final SqliteDialect INSTANCE = new SqliteDialect();

    private static final int PARAMETERS_MAX = 32_766;

    /** The result code without its extension. */
    private static final int PRIMARY_CODE = 0xFF;

    private SqliteDialect() {}

    @Override
    public String name() {
        return "SQLite";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:sqlite:");
    }

    @Override
    public boolean ignoresCaseOfColumns() {
        return true;
    }

    @Override
    public boolean hasStrictTypes() {
        return false;
    }

    @Override
    public int parametersMax() {
        return PARAMETERS_MAX;
    }

    /** Transactions are serializable, and that is the only level there is. */
    @Override
    public void prepareSession(Connection connection) {}

    @Override
    public SqlErrorKind kindOf(SQLException error) {
        return switch (error.getErrorCode() & PRIMARY_CODE) {
            case 1 -> SqlErrorKind.SCHEMA; // SQLITE_ERROR: mostly a table or column that does not exist
            case 3, 8, 23 -> SqlErrorKind.RIGHTS; // PERM, READONLY, AUTH
            case 5, 6, 7 -> SqlErrorKind.BUSY; // BUSY, LOCKED, NOMEM
            case 13 -> SqlErrorKind.FULL; // FULL
            case 10, 14 -> SqlErrorKind.CONNECTION; // IOERR, CANTOPEN
            case 18, 19, 20 -> SqlErrorKind.ROW; // TOOBIG, CONSTRAINT, MISMATCH
            default -> SqlErrorKind.UNKNOWN;
        };
    }

    /** A commit that found the database busy has not begun, and one that broke a deferred constraint neither. */
    @Override
    public boolean rolledBack(SQLException error) {
        SqlErrorKind kind = kindOf(error);
        return kind == SqlErrorKind.BUSY || kind == SqlErrorKind.ROW;
    }

    /** Times and identifiers are kept as text in the form of ISO 8601, decimals as text: SQLite has no types for them. */
    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Temporal || value instanceof UUID) {
            statement.setString(index, value.toString());
        } else if (value instanceof BigDecimal number) {
            statement.setString(index, number.toPlainString());
        } else {
            Dialect.super.bind(statement, index, value);
        }
    }

    @Override
    public List<String> durabilityWarnings(Connection connection) throws SQLException {
        return "0".equals(Queries.text(connection, "PRAGMA synchronous")) ? List.of("synchronous is OFF") : List.of();
    }
}
