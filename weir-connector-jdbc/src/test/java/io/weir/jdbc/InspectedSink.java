package io.weir.jdbc;

import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.SinkInspection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A sink of a job whose writers a test takes the place of. */
record InspectedSink(TestTable table, String stageName) {

    private WriterContext context() {
        return new WriterContext(7, stageName);
    }

    JdbcSink<String> staged() {
        return JdbcSink.<String>into(table.name())
                .column("v", value -> value)
                .ledgerTable(ledger().toString())
                .connection(table.database());
    }

    JdbcSink<String> prepared() {
        return staged().prepared();
    }

    TableName ledger() {
        return TableName.parse(table.name() + "_ledger");
    }

    SinkInspection<JdbcCommittable> inspect(JdbcSink<String> sink) throws Exception {
        return sink.inspect(context().jobId(), stageName);
    }

    /** Returns a committer that has recovered an attempt that goes on from the beginning. */
    Committer<JdbcCommittable> recovered(JdbcSink<String> sink) throws Exception {
        Committer<JdbcCommittable> committer = sink.createCommitter(context());
        committer.recover(0, List.of());
        return committer;
    }

    String id(long sequence) {
        return new TransactionIds(context().jobId(), stageName).of(context(), sequence);
    }

    /** Prepares a transaction with one row, as a writer does, which has ended then. */
    CommitRequest<JdbcCommittable> prepare(long sequence, long checkpointId, String value) throws SQLException {
        Dialect dialect = table.database().dialect();
        PreparedTransactions transactions = dialect.preparedTransactions().orElseThrow();
        String id = id(sequence);
        String name = new TransactionIds(context().jobId(), stageName)
                .connectionName(context().subtask(), 0);
        try (Connection connection = table.database().open();
                Statement statement = connection.createStatement()) {
            transactions.name(connection, name);
            transactions.begin(connection, id);
            statement.execute("INSERT INTO " + table.name() + " (v) VALUES ('" + value + "')");
            new Ledger(dialect, ledger(), LedgerKey.of(context().jobId(), stageName))
                    .insert(
                            connection,
                            context().subtask(),
                            checkpointId,
                            context().attempt());
            transactions.prepare(connection, id);
        }
        try (Connection next = table.database().open()) {
            while (!transactions.endNamed(next, List.of(name))) {
                Thread.onSpinWait();
            }
        }
        return request(checkpointId, JdbcCommittable.prepared(context().attempt(), 1, id));
    }

    CommitRequest<JdbcCommittable> stage(long checkpointId, String value) {
        StagedRows rows = new StagedRows(context(), staged());
        return request(checkpointId, rows.of(value));
    }

    private CommitRequest<JdbcCommittable> request(long checkpointId, JdbcCommittable committable) {
        return new CommitRequest<>(checkpointId, context().subtask(), committable, false);
    }
}
