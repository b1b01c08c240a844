package io.weir.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, and what speaks as it does. */
final class PostgresDialect implements Dialect {

    static final PostgresDialect INSTANCE = new PostgresDialect();

    /** The protocol counts them in 16 bits; older drivers read the sign. */
    private static final int PARAMETERS_MAX = 32_767;

    private static final String INTERNAL_ERROR = "XX000";

    private static final String NO_ROOM_IN_FILE = "could not extend file";

    private PostgresDialect() {}

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    @Override
    public int parametersMax() {
        return PARAMETERS_MAX;
    }

    /** Of a quota, and of the greatest size of a file, the server speaks as of a full disk, but has no SQLState for them. */
    @Override
    public SqlErrorKind kindOf(SQLException error) {
        boolean isFull = INTERNAL_ERROR.equals(error.getSQLState())
                && String.valueOf(error.getMessage()).contains(NO_ROOM_IN_FILE);
        return isFull ? SqlErrorKind.FULL : Dialect.super.kindOf(error);
    }

    /** In seconds, of which it takes whole ones only. */
    @Override
    public Map<String, String> timeoutProperties(Duration timeout) {
        return Map.of("socketTimeout", Long.toString(timeout.plusMillis(999).toSeconds()));
    }

    @Override
    public RowBatches rowBatches(Connection connection) {
        return RowBatches.STATEMENTS;
    }

    /** In UTC: a point in time that goes into a column without a zone is written in that of the session. */
    @Override
    public void prepareSession(Connection connection) throws SQLException {
        Dialect.super.prepareSession(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
        }
    }

    /** Text goes without a type, so that the server takes it for whatever the column is: json, an enum, inet. */
    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof String) {
            statement.setObject(index, value, Types.OTHER);
        } else {
            Dialect.super.bind(statement, index, value);
        }
    }

    @Override
    public Optional<PreparedTransactions> preparedTransactions() {
        return Optional.of(new PostgresPrepared());
    }

    @Override
    public List<String> durabilityWarnings(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>();
        for (String setting : List.of("fsync", "synchronous_commit")) {
            if ("off".equals(Queries.text(connection, "SHOW " + setting))) {
                warnings.add(setting + " is off");
            }
        }
        return warnings;
    }
}
