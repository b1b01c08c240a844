package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.database.DatabaseServer;
import io.weir.database.DatabaseServerOptions;
import io.weir.sink.Committer;
import io.weir.sink.SinkInspection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The other road, in whole jobs. */
class PreparedIT {

    @TempDir
    Path directory;

    private static JdbcSink<String> sink(TestTable table) {
        return JdbcSink.<String>into(table.name()).column("v", value -> value).connection(table.database());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void rowsStreamIntoTransactionsAndComeOutOnce(TestDatabase database) throws Exception {
        TestTable table = database.newTextTable();
        List<String> records =
                IntStream.range(0, 50_000).mapToObj(i -> "record-" + i).toList();
        new SinkRun(directory).write(sink(table).prepared(), records);

        assertThat(table.query("SELECT v FROM " + table.name() + " ORDER BY id"))
                .isEqualTo(records);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatAnEarlierAttemptHasOpenIsNeverPreparedBehindARecovery(TestDatabase database) throws Exception {
        TestTable table = database.newTextTable();
        JdbcSink<String> sink =
                sink(table).ledgerTable(table.name() + "_ledger").prepared();
        assertNeverPreparedBehindARecovery(table, sink, new WriterContext(7, "out"));
    }

    /** Of a process that was killed only the connections stay that the server is busy with: no other need be there. */
    @Test
    void theConnectionOfTheLastOfManySubtasksIsEndedToo() throws Exception {
        TestTable table = TestDatabase.POSTGRESQL.newTextTable();
        JdbcSink<String> sink =
                sink(table).ledgerTable(table.name() + "_ledger").prepared();
        WriterContext earlier = new LastOfFortySubtasks();
        try (Committer<JdbcCommittable> first = sink.createCommitter(earlier)) {
            first.recover(0, List.of());
        }
        assertNeverPreparedBehindARecovery(table, sink, earlier);
    }

    private static void assertNeverPreparedBehindARecovery(
            TestTable table, JdbcSink<String> sink, WriterContext earlier) throws Exception {
        PreparedTransactions transactions =
                table.database().dialect().preparedTransactions().orElseThrow();
        TransactionIds ids = new TransactionIds(earlier.jobId(), "out");
        String id = ids.of(earlier, 0);
        try (Connection connection = table.database().open();
                Committer<JdbcCommittable> next = sink.createCommitter(new WriterContext(8, "out"))) {
            transactions.name(connection, ids.connectionName(earlier.subtask(), 0));
            transactions.begin(connection, id);
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO " + table.name() + " (v) VALUES ('a')");
            }
            next.recover(0, List.of());
            assertThatThrownBy(() -> transactions.prepare(connection, id)).isInstanceOf(SQLException.class);
        }
        try (SinkInspection<JdbcCommittable> inspection = sink.inspect(earlier.jobId(), "out")) {
            assertThat(inspection.open()).isEmpty();
        }
    }

    @Test
    void whereTransactionsWaitForEachOtherOneSubtaskWrites() throws Exception {
        assertThat(sink(TestDatabase.MARIADB.newTextTable()).prepared().parallelismMax())
                .isEqualTo(1);
        assertThat(sink(TestDatabase.MARIADB.newTextTable()).parallelismMax()).isGreaterThan(100);
        assertThat(sink(TestDatabase.POSTGRESQL.newTextTable()).prepared().parallelismMax())
                .isGreaterThan(100);
    }

    @Test
    void aDatabaseWithoutPreparedTransactionsIsToldInWords() throws Exception {
        TestTable table = TestDatabase.SQLITE.newTextTable();
        new SinkRun(directory).failure("jdbc-prepared", sink(table).prepared(), List.of("a"));
    }

    @Test
    void aServerThatHasThemSwitchedOffIsToldInWords() throws Exception {
        try (DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.postgresql())) {
            TestTable table = TestDatabase.POSTGRESQL.newTextTable(TestDatabase.connectionTo(server));
            String message =
                    new SinkRun(directory).failure("jdbc-prepared", sink(table).prepared(), List.of("a"));
            assertThat(message).contains("max_prepared_transactions is 0");
        }
    }

    @Test
    void deadLettersAndPreparedTransactionsAreRefusedTogether() throws Exception {
        TestTable table = TestDatabase.POSTGRESQL.newTextTable();
        new SinkRun(directory).failure("jdbc-setting", sink(table).prepared().deadLetterTable("dead"), List.of("a"));
    }

    private static final class LastOfFortySubtasks extends WriterContext {

        @Override
        public int subtask() {
            return 39;
        }

        @Override
        public int parallelism() {
            return 40;
        }
    }
}
