package io.weir.jdbc;

import io.weir.error.WeirException;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, at each start, whether the table can be written, and exactly once. What a look does not show is tried: with statements that concern no row, in a
 * transaction that is rolled back.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class SinkCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SinkCheck.class);

    private final SinkSettings<?> settings;
    private final RowTarget<?> target;
    private final Dialect dialect;
    private final String stage;

    SinkCheck(SinkSettings<?> settings, String stage) {
        this.settings = settings;
        this.target = settings.target();
        this.dialect = settings.dialect();
        this.stage = stage;
    }

    void run() {
        checkSettings();
        try {
            Connection connection = settings.database().open();
            try {
                check(connection);
                connection.rollback();
            } finally {
                JdbcConnection.closeQuietly(connection);
            }
        } catch (SQLException e) {
            throw JdbcErrors.inWords(
                    dialect, stage + " cannot write " + target.inWords() + " of " + settings.database(), e);
        }
    }

    private void checkSettings() {
        if (target.table() != null && target.columns().isEmpty()) {
            throw setting(
                    "has no columns", "a row would be empty", "call column(..), or begin with JdbcSink.records(..)");
        }
        if (settings.prepared() && settings.deadLetterTable() != null) {
            throw setting(
                    "has a dead-letter table and prepared transactions",
                    "rows stream into the transaction before it is known to which checkpoint they belong",
                    "leave one of them away");
        }
        for (String key : target.keys()) {
            if (!target.names().contains(key)) {
                throw setting(
                        "has " + key + " as a key",
                        "it is none of the columns " + String.join(", ", target.names()),
                        "name a column, or add it");
            }
        }
    }

    private void check(Connection connection) throws SQLException {
        new SinkTables(settings).ensure(connection);
        checkTransactional(connection, settings.ledgerTable());
        TableName deadLetters = settings.deadLetterTable();
        if (deadLetters != null) {
            checkTransactional(connection, deadLetters);
        }
        if (settings.prepared()) {
            checkPrepared(connection);
        }
        for (String warning : dialect.durabilityWarnings(connection)) {
            LOG.warn(
                    "{}: {} may lose what it has said to be committed, because {}",
                    stage,
                    settings.database(),
                    warning);
        }
        TableName table = target.table();
        if (table == null) {
            checkStatement(connection);
        } else {
            checkTransactional(connection, table);
            TableShape shape = TableShape.read(connection, dialect, table);
            checkColumns(table, shape);
            checkKey(table, shape);
            tryStatements(connection, table);
        }
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
    }

    private void checkTransactional(Connection connection, TableName table) throws SQLException {
        String why = dialect.whyNotTransactional(connection, table);
        if (!why.isEmpty()) {
            throw WeirException.user(
                    "jdbc-no-transactions",
                    stage + " cannot write table " + table + " exactly once",
                    why,
                    "change the table to one that has transactions");
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
    }

    private void checkColumns(TableName table, TableShape shape) {
        for (Column<?> column : target.columns()) {
            JDBCType type = shape.typeOf(column.name(), dialect.ignoresCaseOfColumns());
            if (type == null) {
                throw schema(
                        "table " + table + " has no column " + column.name(),
                        "its columns are " + String.join(", ", shape.columns().keySet()),
                        "mend the name, letter by letter, or add the column");
            }
            Class<?> valueType = column.type();
            if (valueType != null && dialect.hasStrictTypes() && !TypeFit.fits(valueType, type)) {
                throw schema(
                        "column " + column.name() + " of table " + table + " is of type " + type,
                        "values of " + valueType.getSimpleName() + " do not fit it",
                        "change the type of the column or of the record's component");
            }
        }
        if (target.operations().equals(Set.of(RowOperation.DELETE))) {
            return;
        }
        Set<String> written = lower(target.names());
        List<String> missing = shape.required().stream()
                .filter(column -> !written.contains(TableShape.lower(column)))
                .toList();
        if (!missing.isEmpty()) {
            throw schema(
                    "table " + table + " wants values for " + String.join(", ", missing),
                    "these take no null and have no default, and the sink has no such column",
                    "add them with column(..), or give them a default");
        }
    }

    private void checkKey(TableName table, TableShape shape) {
        if (!target.operations().contains(RowOperation.UPSERT)) {
            return;
        }
        Set<String> key = lower(target.keys());
        if (!shape.uniqueKeys().contains(key)) {
            throw WeirException.user(
                    "jdbc-key",
                    stage + " cannot upsert into table " + table + " by " + String.join(", ", target.keys()),
                    "the table has no primary key or unique index on exactly these columns",
                    "make one; or name the columns of one: " + shape.uniqueKeys());
        }
        if (shape.uniqueKeys().size() > 1) {
            LOG.warn(
                    "{}: table {} has other unique keys too: {}. In MariaDB and MySQL an upsert also overwrites a row that has the same value there;"
                            + " other databases refuse it",
                    stage,
                    table,
                    shape.uniqueKeys());
        }
    }

    /** Tries each statement on no row: that shows missing rights. */
    private void tryStatements(Connection connection, TableName table) throws SQLException {
        Set<RowOperation> operations = target.operations();
        String insertNothing = dialect.insertNothing(table, target.names());
        try (Statement statement = connection.createStatement()) {
            if (operations.contains(RowOperation.INSERT)) {
                statement.execute(insertNothing);
            }
            if (operations.contains(RowOperation.UPSERT)) {
                statement.execute(insertNothing + dialect.upsertClause(target.names(), target.keys()));
            }
            if (operations.contains(RowOperation.DELETE)) {
                String nowhere = target.keys().stream()
                        .map(key -> dialect.quote(key) + " IS NULL")
                        .collect(Collectors.joining(" AND "));
                statement.execute("DELETE FROM " + dialect.quote(table) + " WHERE 1 = 0 AND " + nowhere);
            }
        }
    }

    private static Set<String> lower(List<String> names) {
        return names.stream().map(TableShape::lower).collect(Collectors.toCollection(TreeSet::new));
    }

    private WeirException schema(String what, String why, String mend) {
        return WeirException.user("jdbc-schema", stage + ": " + what, why, mend);
    }

    private WeirException setting(String what, String why, String mend) {
        return WeirException.user("jdbc-setting", stage + " for " + target.inWords() + " " + what, why, mend);
    }
}
