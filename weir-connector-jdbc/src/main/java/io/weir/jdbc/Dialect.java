package io.weir.jdbc;

import io.weir.error.WeirException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In what a database differs from others: quoting, upserts, errors, how values are bound. The defaults are those of the SQL standard; a dialect for another
 * database implements {@link #name} and {@link #accepts} and what is different there, and is given with {@link JdbcConnection#to(String, Dialect)}.
 *
 * <p>Threading: Immutable.
 */
public interface Dialect {

    /** PostgreSQL, from version 12. */
    static Dialect postgresql() {
        return PostgresDialect.INSTANCE;
    }

    /** MariaDB from version 10.6, and MySQL from version 8.0. */
    static Dialect mariadb() {
        return MariaDbDialect.INSTANCE;
    }

    /** SQLite, from version 3.35. */
    static Dialect sqlite() {
        return SqliteDialect.INSTANCE;
    }

    /**
     * Returns the dialect for a JDBC URL.
     *
     * @throws WeirException {@code jdbc-dialect-unknown} if none of the built-in ones is for it
     */
    static Dialect forUrl(String url) {
        for (Dialect dialect : List.of(postgresql(), mariadb(), sqlite())) {
            if (dialect.accepts(url)) {
                return dialect;
            }
        }
        throw WeirException.user(
                "jdbc-dialect-unknown",
                "the kind of database of " + JdbcUrls.shown(url) + " is not known",
                "dialects are built in for PostgreSQL, MariaDB, MySQL and SQLite",
                "name one in JdbcConnection.to(url, dialect): Dialect.postgresql() if the database speaks as PostgreSQL does, or one of your own");
    }

    /** Returns the database's name, for messages. */
    String name();

    /** Returns whether a JDBC URL is one of this database. */
    boolean accepts(String url);

    /** Returns an identifier quoted for SQL; whatever stands in it is part of the name. */
    default String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    /** Returns the name of a table quoted for SQL. */
    default String quote(TableName table) {
        String schema = table.schema();
        return schema == null ? quote(table.name()) : quote(schema) + "." + quote(table.name());
    }

    /** Returns names of columns quoted for SQL and joined by commas. */
    default String quoteAll(List<String> columns) {
        return columns.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    /** Returns a statement that inserts {@code rowCount} rows, with a parameter for each column of each row. */
    default String insert(TableName table, List<String> columns, int rowCount) {
        String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        return "INSERT INTO " + quote(table) + " (" + quoteAll(columns) + ") VALUES "
                + String.join(", ", Collections.nCopies(rowCount, row));
    }

    /** Returns a statement that inserts no row, and fails for every reason for which an insert of one would but its content. */
    default String insertNothing(TableName table, List<String> columns) {
        return "INSERT INTO " + quote(table) + " (" + quoteAll(columns) + ") SELECT "
                + String.join(", ", Collections.nCopies(columns.size(), "NULL"))
                + " FROM (SELECT 1 AS one) AS no_row WHERE 1 = 0";
    }

    /**
     * Returns what makes an upsert of an insert when it stands behind it: rows whose key is there already are overwritten. That of PostgreSQL and SQLite
     * by default.
     *
     * @param columns all columns of the insert, {@code keys} among them
     */
    default String upsertClause(List<String> columns, List<String> keys) {
        List<String> others =
                columns.stream().filter(column -> !keys.contains(column)).toList();
        String conflict = " ON CONFLICT (" + quoteAll(keys) + ") DO ";
        if (others.isEmpty()) {
            return conflict + "NOTHING";
        }
        return conflict + "UPDATE SET "
                + others.stream()
                        .map(column -> quote(column) + " = EXCLUDED." + quote(column))
                        .collect(Collectors.joining(", "));
    }

    /** Returns a statement that deletes the row of one key. */
    default String delete(TableName table, List<String> keys) {
        return "DELETE FROM " + quote(table) + " WHERE "
                + keys.stream().map(key -> quote(key) + " = ?").collect(Collectors.joining(" AND "));
    }

    /** Returns the type of columns for short text that is compared letter by letter. */
    default String nameType(int lengthMax) {
        return "VARCHAR(" + lengthMax + ")";
    }

    /** Returns the type of columns for text of any length. */
    default String longTextType() {
        return "TEXT";
    }

    /** Returns whether names of columns are the same that differ in upper and lower case only. */
    default boolean ignoresCaseOfColumns() {
        return false;
    }

    /** Returns whether a column takes values of its own type only. */
    default boolean hasStrictTypes() {
        return true;
    }

    /** Returns how many parameters a statement may have at most. */
    default int parametersMax() {
        return 2_000;
    }

    /** Returns how the driver of a connection takes many rows fastest; asked once for each. */
    default RowBatches rowBatches(Connection connection) throws SQLException {
        return RowBatches.NONE;
    }

    /** Returns what an error means. */
    default SqlErrorKind kindOf(SQLException error) {
        return SqlStates.kindOf(error);
    }

    /** Returns whether an error in which a COMMIT ended says that the transaction was certainly rolled back, or can be. If in doubt, false. */
    default boolean rolledBack(SQLException error) {
        return SqlStates.rolledBack(error);
    }

    /**
     * Returns the properties with which the driver of {@link #accepts accepted} URLs gives a new connection up whose server does not answer in time: until it
     * is made there is none to set a timeout on. None by default: such a server is waited for as long as the driver does.
     *
     * @param timeout at least 1 ms
     */
    default Map<String, String> timeoutProperties(Duration timeout) {
        return Map.of();
    }

    /**
     * Sets up a new connection. Called once for each; automatic commits are off already.
     */
    default void prepareSession(Connection connection) throws SQLException {
        if (connection.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_READ_COMMITTED)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    /**
     * Sets a parameter of a statement.
     *
     * @param value null, or a Boolean, Integer, Long, Double, Float, BigDecimal, String, byte[], LocalDate, LocalTime, LocalDateTime, Instant or UUID
     */
    default void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Double number) {
            statement.setDouble(index, number);
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(index, truth);
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Instant instant) {
            statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
        } else {
            statement.setObject(index, value);
        }
    }

    /** Returns how transactions are prepared; empty if they cannot be. */
    default Optional<PreparedTransactions> preparedTransactions() {
        return Optional.empty();
    }

    /**
     * Returns why a table cannot take part in transactions, in words; empty if it can. Asked at each start.
     */
    default String whyNotTransactional(Connection connection, TableName table) throws SQLException {
        return "";
    }

    /**
     * Returns why it cannot be seen whether a table can take part in transactions, in words; empty if {@link #whyNotTransactional} knows. Told as a warning by
     * each check.
     */
    default String transactionDoubt(Connection connection, TableName table) throws SQLException {
        return "";
    }

    /** Returns, in words, which settings of the database let it lose what it has acknowledged. Told as warnings by each check. */
    default List<String> durabilityWarnings(Connection connection) throws SQLException {
        return List.of();
    }
}
