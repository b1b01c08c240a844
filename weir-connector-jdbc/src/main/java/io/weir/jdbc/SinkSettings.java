package io.weir.jdbc;

import io.weir.error.WeirException;
import org.jspecify.annotations.Nullable;

/**
 * What the user set on a {@link JdbcSink}.
 *
 * <p>Threading: Immutable.
 *
 * @param connection null until it is set
 * @param ledgerTable where the sink notes what it has committed
 * @param deadLetterTable where rows go that the database refuses; null: they fail the job
 * @param createTables whether the ledger and the table of dead letters are made if they are missing
 * @param batchRows how many rows a statement or batch may have at most; 0 if that is not set
 * @param bytesMax how many bytes of rows a subtask may hold that are not committed
 * @param prepared whether rows stream into prepared transactions, instead of being staged in the checkpoint
 */
record SinkSettings<T>(
        RowTarget<T> target,
        @Nullable JdbcConnection connection,
        TableName ledgerTable,
        @Nullable DeadLetterTable deadLetterTable,
        boolean createTables,
        int batchRows,
        int bytesMax,
        boolean prepared) {

    static final String LEDGER_TABLE = "weir_ledger";
    private static final int BATCH_ROWS_NOT_SET = 0;

    /** More rows make a statement no faster, and prepared statements large. */
    private static final int STATEMENT_ROWS = 128;

    /** Enough that the way to the database and back counts for little. */
    private static final int TRIP_ROWS = 1_024;

    private static final int BYTES_MAX = 64 << 20;

    static <T> SinkSettings<T> of(RowTarget<T> target) {
        return new SinkSettings<>(
                target, null, TableName.parse(LEDGER_TABLE), null, true, BATCH_ROWS_NOT_SET, BYTES_MAX, false);
    }

    SinkSettings<T> withTarget(RowTarget<T> newTarget) {
        return new SinkSettings<>(
                newTarget, connection, ledgerTable, deadLetterTable, createTables, batchRows, bytesMax, prepared);
    }

    SinkSettings<T> withConnection(JdbcConnection newConnection) {
        return new SinkSettings<>(
                target, newConnection, ledgerTable, deadLetterTable, createTables, batchRows, bytesMax, prepared);
    }

    SinkSettings<T> withLedgerTable(TableName newLedgerTable) {
        return new SinkSettings<>(
                target, connection, newLedgerTable, deadLetterTable, createTables, batchRows, bytesMax, prepared);
    }

    SinkSettings<T> withDeadLetterTable(DeadLetterTable newDeadLetterTable) {
        return new SinkSettings<>(
                target, connection, ledgerTable, newDeadLetterTable, createTables, batchRows, bytesMax, prepared);
    }

    SinkSettings<T> withCreateTables(boolean newCreateTables) {
        return new SinkSettings<>(
                target, connection, ledgerTable, deadLetterTable, newCreateTables, batchRows, bytesMax, prepared);
    }

    SinkSettings<T> withBatchRows(int newBatchRows) {
        return new SinkSettings<>(
                target, connection, ledgerTable, deadLetterTable, createTables, newBatchRows, bytesMax, prepared);
    }

    SinkSettings<T> withBytesMax(int newBytesMax) {
        return new SinkSettings<>(
                target, connection, ledgerTable, deadLetterTable, createTables, batchRows, newBytesMax, prepared);
    }

    SinkSettings<T> withPrepared(boolean newPrepared) {
        return new SinkSettings<>(
                target, connection, ledgerTable, deadLetterTable, createTables, batchRows, bytesMax, newPrepared);
    }

    /** Returns how many rows a statement may have at most. */
    int statementRows() {
        return batchRows == BATCH_ROWS_NOT_SET ? STATEMENT_ROWS : batchRows;
    }

    /** Returns how many rows may be sent before an answer is awaited, where the driver can do that. */
    int tripRows() {
        return batchRows == BATCH_ROWS_NOT_SET ? TRIP_ROWS : batchRows;
    }

    /** Returns how the database is reached, which must have been set. */
    JdbcConnection database() {
        JdbcConnection set = connection;
        if (set == null) {
            throw WeirException.user(
                    "jdbc-connection-missing",
                    "a sink for " + target.inWords() + " does not know its database",
                    "no connection was given",
                    "call connection(JdbcConnection.to(\"jdbc:...\"))");
        }
        return set;
    }

    Dialect dialect() {
        return database().dialect();
    }

    /** Returns the prepared transactions of the database, which must have them; one that writes them must be able to let go of them. */
    PreparedTransactions preparedTransactions() {
        PreparedTransactions known = knownTransactions();
        if (prepared && known.staysWithConnection() && !database().closesForGood()) {
            throw WeirException.user(
                    "jdbc-prepared",
                    "a sink for " + target.inWords() + " cannot use prepared transactions with a data source",
                    dialect().name() + " lets others commit them when the connection that prepared them has ended,"
                            + " and a data source may keep it open in its pool",
                    "reach the database with JdbcConnection.to(url), or with ofUnpooled(..) if the data source has no pool; or leave prepared() away");
        }
        return known;
    }

    private PreparedTransactions knownTransactions() {
        return dialect()
                .preparedTransactions()
                .orElseThrow(() -> WeirException.user(
                        "jdbc-prepared",
                        "a sink for " + target.inWords() + " cannot use prepared transactions",
                        dialect().name() + " has none, or its dialect does not know them",
                        "leave prepared() away"));
    }
}
