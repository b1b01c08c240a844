package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that belong to the sink itself: the ledger, and the one of dead letters.
 *
 * <p>Threading: Immutable.
 */
final class SinkTables {

    private static final Logger LOG = LoggerFactory.getLogger(SinkTables.class);

    private final SinkSettings<?> settings;
    private final Dialect dialect;

    SinkTables(SinkSettings<?> settings) {
        this.settings = settings;
        this.dialect = settings.dialect();
    }

    /** Makes sure that the tables are there, and makes them if the settings allow. Ends its transactions itself. */
    void ensure(Connection connection) throws SQLException {
        ensure(connection, settings.ledgerTable(), ledgerColumns());
        DeadLetterTable deadLetters = settings.deadLetterTable();
        if (deadLetters != null) {
            ensure(connection, deadLetters.name(), deadLetterColumns());
        }
    }

    /** Looks whether one of these tables is there, and changes nothing. Throws if it is missing and may not be made. */
    boolean isThere(Connection connection, TableName table) throws SQLException {
        try {
            probe(connection, table);
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (dialect.kindOf(e) != SqlErrorKind.SCHEMA || !settings.createTables()) {
                throw e;
            }
            return false;
        }
    }

    /** Makes sure that what is written to a table can be rolled back. */
    void requireTransactional(Connection connection, TableName table) throws SQLException {
        String why = dialect.whyNotTransactional(connection, table);
        if (!why.isEmpty()) {
            throw WeirException.user(
                    "jdbc-no-transactions",
                    "table " + table + " of " + settings.database() + " cannot be written exactly once",
                    why,
                    "change the table to one that has transactions");
        }
    }

    /** Warns where it cannot be seen whether what is written to a table can be rolled back. */
    void warnOfDoubt(CheckContext context, Connection connection, TableName table) throws SQLException {
        String doubt = dialect.transactionDoubt(connection, table);
        if (!doubt.isEmpty()) {
            context.warning(
                    "jdbc-transactions-unknown",
                    "table " + table + " of " + settings.database() + " may be one that cannot be written exactly once",
                    doubt,
                    "see that it has transactions; or name the table itself");
        }
    }

    private void ensure(Connection connection, TableName table, String columns) throws SQLException {
        if (!isThere(connection, table)) {
            create(connection, table, columns);
            requireTransactional(connection, table);
            connection.rollback();
        }
    }

    private void probe(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT attempt FROM " + dialect.quote(table) + " WHERE 1 = 0");
        }
        connection.rollback();
    }

    private void create(Connection connection, TableName table, String columns) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + dialect.quote(table) + " (" + columns + ")");
            connection.commit();
            LOG.info("made table {}, which the sink needs, in {}", table, settings.database());
        } catch (SQLException e) {
            connection.rollback();
            try {
                probe(connection, table);
            } catch (SQLException stillMissing) {
                e.addSuppressed(stillMissing);
                throw e;
            }
            // Another sink was quicker.
            LOG.debug("table {} was made by another sink", table);
        }
    }

    private String ledgerColumns() {
        return originColumns() + ", PRIMARY KEY (job, generation, sink, subtask, checkpoint_id)";
    }

    private String deadLetterColumns() {
        return originColumns()
                + ", row_number_in_checkpoint BIGINT NOT NULL, operation VARCHAR(16) NOT NULL, sql_state VARCHAR(16), cause "
                + dialect.longTextType() + " NOT NULL, row_json " + dialect.longTextType()
                + " NOT NULL, PRIMARY KEY (job, generation, sink, subtask, checkpoint_id, row_number_in_checkpoint)";
    }

    private String originColumns() {
        String name = dialect.nameType(LedgerKey.LENGTH_MAX) + " NOT NULL";
        return "job " + name + ", generation " + name + ", sink " + name
                + ", subtask INTEGER NOT NULL, checkpoint_id BIGINT NOT NULL, attempt BIGINT NOT NULL";
    }
}
