package io.weir.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MariaDB and MySQL. */
final class MariaDbDialect implements Dialect {

    static final MariaDbDialect INSTANCE = new MariaDbDialect();

    private static final int PARAMETERS_MAX = 65_535;

    /** Access denied: to the server, to a database. */
    private static final Set<Integer> CREDENTIALS_CODES = Set.of(1045, 1044, 1698);

    /** A command, a column, a table or a routine is denied; a privilege is needed. */
    private static final Set<Integer> RIGHTS_CODES = Set.of(1142, 1143, 1227, 1370);

    /** Too many connections, of all or of this user; lock wait timeout; deadlock; a row or a table that was changed meanwhile. */
    private static final Set<Integer> BUSY_CODES = Set.of(1040, 1203, 1205, 1213, 1020, 1412);

    /** A full disk; a full table or tablespace. */
    private static final Set<Integer> FULL_CODES = Set.of(20, 1021, 1114);

    /** A file could not be written, made or closed; an error of the storage engine: the message says which of the system. */
    private static final Set<Integer> SYSTEM_CODES = Set.of(3, 1004, 1026, 1030);

    /** EFBIG, ENOSPC, EDQUOT; as an error of a storage engine 122 is something else. */
    private static final Pattern SYSTEM_IS_FULL =
            Pattern.compile("(?i)\\b(errcode:? \"?(27|28|122)|error \"?(27|28))\\b");

    /** No default value; an incorrect value; truncated; a value out of range; a check that failed, in MariaDB and in MySQL. */
    private static final Set<Integer> ROW_CODES = Set.of(1364, 1366, 1265, 1264, 1292, 1406, 4025, 3819);

    private static final Pattern NO_MESSAGE = Pattern.compile("\\s*(\\(conn=\\d+\\)\\s*)?");

    /** The server is being shut down; the connection was killed. */
    private static final Set<Integer> CONNECTION_CODES = Set.of(1053, 1927, 1317);

    private static final int UNKNOWN_DATABASE = 1049;

    /** The unit in which half of a timeout is whole seconds. */
    private static final int MILLIS_OF_TWO_SECONDS = 2_000;

    private static final String MARIADB = "MariaDB";

    /** The first driver, 3.2, that sends inserts in bulk unless it is told not to. */
    private static final int BULK_DRIVER_MAJOR = 3;

    private static final int BULK_DRIVER_MINOR = 2;
    private static final String BULK_SWITCHED_OFF = "useBulkStmtsForInserts=false";

    private MariaDbDialect() {}

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
    }

    @Override
    public String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    @Override
    public String upsertClause(List<String> columns, List<String> keys) {
        List<String> others =
                columns.stream().filter(column -> !keys.contains(column)).toList();
        // A key that is set to itself: the row stays as it is, and other errors are not swallowed, as INSERT IGNORE
        // would.
        List<String> set = others.isEmpty() ? keys.subList(0, 1) : others;
        return " ON DUPLICATE KEY UPDATE "
                + set.stream()
                        .map(column -> quote(column) + " = VALUES(" + quote(column) + ")")
                        .collect(Collectors.joining(", "));
    }

    @Override
    public String nameType(int lengthMax) {
        return "VARCHAR(" + lengthMax + ") CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }

    @Override
    public String longTextType() {
        return "LONGTEXT";
    }

    @Override
    public boolean ignoresCaseOfColumns() {
        return true;
    }

    @Override
    public int parametersMax() {
        return PARAMETERS_MAX;
    }

    /** In milliseconds. Until it has been greeted, MariaDB's driver waits for as long as for the connection itself, that of MySQL as for any answer. */
    @Override
    public Map<String, String> timeoutProperties(Duration timeout) {
        String millis = Long.toString(timeout.toMillis());
        return Map.of("connectTimeout", millis, "socketTimeout", millis);
    }

    /**
     * In UTC, so that points in time are kept as they are; strict, so that values that do not fit are refused and not cut. A lock that somebody else holds is not waited for until the
     * connection is given up, so that the error says that it is a lock.
     */
    @Override
    public void prepareSession(Connection connection) throws SQLException {
        Dialect.super.prepareSession(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET SESSION time_zone = '+00:00', sql_mode = CONCAT_WS(',', @@sql_mode, 'STRICT_ALL_TABLES')"
                            + lockWait(connection.getNetworkTimeout()));
        }
    }

    private static String lockWait(int timeoutMillis) {
        int seconds = timeoutMillis / MILLIS_OF_TWO_SECONDS;
        return seconds == 0 ? "" : ", innodb_lock_wait_timeout = LEAST(@@innodb_lock_wait_timeout, " + seconds + ")";
    }

    /** Its own driver sends inserts in bulk to a server of MariaDB. Upserts it does not, unless the server is of version 11.5 or later. */
    @Override
    public RowBatches rowBatches(Connection connection) throws SQLException {
        DatabaseMetaData known = connection.getMetaData();
        boolean isBulk = MARIADB.equals(known.getDatabaseProductName())
                && known.getDriverName().startsWith(MARIADB)
                && isAtLeast(known.getDriverMajorVersion(), known.getDriverMinorVersion())
                && !String.valueOf(known.getURL()).contains(BULK_SWITCHED_OFF);
        return isBulk ? RowBatches.ROWS : RowBatches.NONE;
    }

    private static boolean isAtLeast(int major, int minor) {
        return major > BULK_DRIVER_MAJOR || major == BULK_DRIVER_MAJOR && minor >= BULK_DRIVER_MINOR;
    }

    @Override
    public SqlErrorKind kindOf(SQLException error) {
        int code = error.getErrorCode();
        if (CREDENTIALS_CODES.contains(code)) {
            return SqlErrorKind.CREDENTIALS;
        }
        if (RIGHTS_CODES.contains(code)) {
            return SqlErrorKind.RIGHTS;
        }
        if (BUSY_CODES.contains(code)) {
            return SqlErrorKind.BUSY;
        }
        if (isFull(error)) {
            return SqlErrorKind.FULL;
        }
        if (ROW_CODES.contains(code)) {
            return SqlErrorKind.ROW;
        }
        if (CONNECTION_CODES.contains(code) || isEmpty(error)) {
            return SqlErrorKind.CONNECTION;
        }
        return code == UNKNOWN_DATABASE ? SqlErrorKind.SCHEMA : Dialect.super.kindOf(error);
    }

    /**
     * MariaDB 11.4 answers a bulk insert into a table that was altered since the statement was prepared with an error that says nothing, each time again. On
     * another connection, where it is prepared anew, it is done.
     */
    private static boolean isEmpty(SQLException error) {
        return error.getErrorCode() == 0
                && NO_MESSAGE.matcher(String.valueOf(error.getMessage())).matches();
    }

    private static boolean isFull(SQLException error) {
        int code = error.getErrorCode();
        return FULL_CODES.contains(code)
                || SYSTEM_CODES.contains(code)
                        && SYSTEM_IS_FULL
                                .matcher(String.valueOf(error.getMessage()))
                                .find();
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(index, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        } else if (value instanceof UUID uuid) {
            statement.setString(index, uuid.toString());
        } else if (value instanceof Float number) {
            // As the decimal number that it stands for, whether it goes as text or in binary: 0.1 and not
            // 0.10000000149.
            statement.setDouble(index, Double.parseDouble(number.toString()));
        } else {
            Dialect.super.bind(statement, index, value);
        }
    }

    @Override
    public String whyNotTransactional(Connection connection, TableName table) throws SQLException {
        String engine = engineOf(connection, table);
        if (engine == null) {
            return "";
        }
        String transactional = Queries.text(
                connection, "SELECT transactions FROM information_schema.engines WHERE engine = ?", engine);
        return "YES".equalsIgnoreCase(transactional)
                ? ""
                : "its engine is " + engine + ", which has no transactions; use InnoDB";
    }

    @Override
    public String transactionDoubt(Connection connection, TableName table) throws SQLException {
        return engineOf(connection, table) == null
                ? "its engine is not known, as that of a view; the tables behind it need one that has transactions, such as InnoDB"
                : "";
    }

    private static @Nullable String engineOf(Connection connection, TableName table) throws SQLException {
        return Queries.text(
                connection,
                "SELECT engine FROM information_schema.tables WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?",
                table.schema(),
                table.name());
    }

    @Override
    public Optional<PreparedTransactions> preparedTransactions() {
        return Optional.of(new MariaDbPrepared());
    }

    @Override
    public List<String> durabilityWarnings(Connection connection) throws SQLException {
        String flush = Queries.text(connection, "SELECT @@innodb_flush_log_at_trx_commit");
        return "1".equals(flush) ? List.of() : List.of("innodb_flush_log_at_trx_commit is " + flush);
    }
}
