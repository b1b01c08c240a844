package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Looks, before each start, whether a sink can write, and exactly once. What a look does not show is tried: with statements that concern no row, in a
 * transaction that is rolled back.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class SinkCheck {

    private final SinkSettings<?> settings;
    private final RowTarget<?> target;
    private final Dialect dialect;
    private final CheckContext context;
    private final String stage;

    SinkCheck(SinkSettings<?> settings, CheckContext context) {
        this.settings = settings;
        this.target = settings.target();
        this.dialect = settings.dialect();
        this.context = context;
        this.stage = "sink " + context.stageName();
    }

    void run() {
        checkSettings();
        String cannot = stage + " cannot write " + target.inWords() + " of " + settings.database();
        try {
            Connection connection = settings.database().open();
            try {
                check(connection, new CheckedParts(context, dialect, connection), cannot);
            } finally {
                JdbcConnection.closeQuietly(connection);
            }
        } catch (SQLException e) {
            throw JdbcErrors.inWords(dialect, cannot, e);
        }
    }

    private void checkSettings() {
        if (target.table() != null && target.columns().isEmpty()) {
            context.problem(setting(
                    "has no columns", "a row would be empty", "call column(..), or begin with JdbcSink.records(..)"));
        }
        if (settings.prepared() && settings.deadLetterTable() != null) {
            context.problem(setting(
                    "has a dead-letter table and prepared transactions",
                    "rows stream into the transaction before it is known to which checkpoint they belong",
                    "leave one of them away"));
        }
        for (String key : target.keys()) {
            if (!target.names().contains(key)) {
                context.problem(setting(
                        "has " + key + " as a key",
                        "it is none of the columns " + String.join(", ", target.names()),
                        "name a column, or add it"));
            }
        }
    }

    private void check(Connection connection, CheckedParts parts, String cannot) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        context.ok(settings.database() + " answers: " + metaData.getDatabaseProductName() + " "
                + metaData.getDatabaseProductVersion());
        checkOwnTable(connection, parts, "its ledger, table ", settings.ledgerTable());
        DeadLetterTable deadLetters = settings.deadLetterTable();
        if (deadLetters != null) {
            checkOwnTable(connection, parts, "its dead-letter table ", deadLetters.name());
        }
        if (settings.prepared()) {
            parts.check(stage + " cannot prepare transactions", () -> checkPrepared(connection));
        }
        parts.check(stage + ": the durability of the database is not known", () -> checkDurability(connection));
        TableName table = target.table();
        if (table == null) {
            parts.check(cannot, () -> checkStatement(connection));
        } else if (!target.columns().isEmpty()) {
            new TableCheck(settings, context, connection, parts).run(table, cannot);
        }
    }

    private void checkOwnTable(Connection connection, CheckedParts parts, String what, TableName table)
            throws SQLException {
        SinkTables tables = new SinkTables(settings);
        parts.check(stage + " cannot use " + what + table, () -> {
            if (tables.isThere(connection, table)) {
                tables.requireTransactional(connection, table);
                tables.warnOfDoubt(context, connection, table);
                context.ok(stage + " has " + what + table);
            } else {
                context.ok(stage + " will make " + what + table + ", at its start");
            }
        });
    }

    private void checkPrepared(Connection connection) throws SQLException {
        String why = settings.preparedTransactions().whyNot(connection);
        if (!why.isEmpty()) {
            throw WeirException.user(
                    "jdbc-prepared",
                    stage + " cannot prepare transactions in " + settings.database(),
                    why,
                    "change that, or leave prepared() away");
        }
        context.ok(dialect.name() + " prepares transactions");
    }

    private void checkDurability(Connection connection) throws SQLException {
        for (String warning : dialect.durabilityWarnings(connection)) {
            context.warning(
                    "jdbc-durability",
                    stage + ": " + settings.database() + " may lose what it has said to be committed",
                    warning,
                    "change that setting, unless output may be lost when the database's machine fails");
        }
    }

    private void checkStatement(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(target.sql())) {
            ParameterMetaData parameters = statement.getParameterMetaData();
            int count = parameters.getParameterCount();
            if (count != target.columns().size()) {
                throw setting(
                        "has a statement with " + count + " parameters",
                        "it gives values for " + target.columns().size(),
                        "call parameter(..) once for each question mark");
            }
        }
        context.ok("the statement of " + stage + " has as many parameters as it is given");
    }

    private WeirException setting(String what, String why, String mend) {
        return WeirException.user("jdbc-setting", stage + " for " + target.inWords() + " " + what, why, mend);
    }
}
