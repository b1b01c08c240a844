package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction is prepared with all of its rows or not at all, and is committed where it was prepared as long as that lives. */
class PreparedWriterTest {

    private final InlineContext context = new InlineContext(10);
    private final List<JdbcCommittable> sealed = new ArrayList<>();
    private final List<Throwable> failed = new ArrayList<>();

    @TempDir
    Path directory;

    private String url;

    @BeforeEach
    void makeTable() throws SQLException {
        url = "jdbc:sqlite:" + directory.resolve("test.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (v TEXT)");
        }
    }

    private JdbcSink<String> sink(PreparedTransactions transactions) {
        return JdbcSink.<String>into("t")
                .column("v", value -> value)
                .prepared()
                .connection(JdbcConnection.to(url, new PreparingDialect(transactions)));
    }

    private void prepare(SinkWriter<String, JdbcCommittable> writer, long checkpointId) {
        writer.prepareCommit(checkpointId, new PreCommit<>() {
            @Override
            public void complete(List<JdbcCommittable> committables) {
                sealed.addAll(committables);
            }

            @Override
            public void fail(Throwable cause) {
                failed.add(cause);
            }
        });
    }

    /** Begins so many times with an error. */
    private static final class Breaking extends NamedTransactions {

        private final SQLException error;
        private int beginsLost;

        Breaking(int beginsLost, SQLException error) {
            this.beginsLost = beginsLost;
            this.error = error;
        }

        @Override
        public void begin(Connection connection, String id) throws SQLException {
            if (beginsLost-- > 0) {
                throw error;
            }
        }
    }

    @Test
    void whatComesBehindLostRowsIsNotPreparedWithoutThem() throws Exception {
        Breaking transactions = new Breaking(1, new SQLException("planted: no transaction began"));
        JdbcSink<String> sink = sink(transactions);
        try (Committer<JdbcCommittable> committer = sink.createCommitter(context)) {
            committer.recover(0, List.of());
            SinkWriter<String, JdbcCommittable> writer = sink.createWriter(context);
            String large = "x".repeat(70_000);
            writer.write(large, 0);
            assertThat(context.laneFailures).hasSize(1);
            writer.write(large, 0);
            prepare(writer, 1);
            writer.close();
        }
        assertThat(sealed).as("sealed with half of its rows").isEmpty();
        assertThat(failed).hasSize(1);
        assertThat(transactions.prepared).isEmpty();
    }

    @Test
    void aConnectionThatTheServerHasEndedMeanwhileIsMadeAnew() throws Exception {
        Breaking transactions = new Breaking(1, new SQLException("planted: it was idle for too long", "08003"));
        JdbcSink<String> sink = sink(transactions);
        try (Committer<JdbcCommittable> committer = sink.createCommitter(context)) {
            committer.recover(0, List.of());
            SinkWriter<String, JdbcCommittable> writer = sink.createWriter(context);
            writer.write("a", 0);
            prepare(writer, 1);
            writer.close();
        }
        assertThat(context.laneFailures).isEmpty();
        assertThat(failed).isEmpty();
        assertThat(sealed).hasSize(1);
    }

    /** As in MariaDB, and anybody else's commit is answered without effect. */
    private static final class Staying extends NamedTransactions {

        final Map<String, Connection> preparedOn = new HashMap<>();
        final List<String> names = new ArrayList<>();

        @Override
        public boolean staysWithConnection() {
            return true;
        }

        @Override
        public void name(Connection connection, String name) {
            names.add(name);
        }

        @Override
        public void prepare(Connection connection, String id) throws SQLException {
            super.prepare(connection, id);
            preparedOn.put(id, connection);
            connection.rollback();
        }

        @Override
        public void commitOwn(Connection connection, String id) throws SQLException {
            assertThat(connection).as("the connection that prepared %s", id).isSameAs(preparedOn.get(id));
            super.commit(connection, id);
        }

        @Override
        public boolean commit(Connection connection, String id) {
            return true;
        }
    }

    @Test
    void aTransactionIsCommittedByTheConnectionThatPreparedItWhichIsUsedAgain() throws Exception {
        Staying transactions = new Staying();
        JdbcSink<String> sink = sink(transactions);
        try (Committer<JdbcCommittable> committer = sink.createCommitter(context)) {
            committer.recover(0, List.of());
            SinkWriter<String, JdbcCommittable> writer = sink.createWriter(context);
            for (int checkpointId = 1; checkpointId <= 6; checkpointId++) {
                writer.write("v" + checkpointId, 0);
                prepare(writer, checkpointId);
                JdbcCommittable committable = sealed.get(checkpointId - 1);
                CommitOutcome outcome =
                        committer.commit(new CommitRequest<>(checkpointId, context.subtask(), committable, false));
                assertThat(outcome).isEqualTo(CommitOutcome.COMMITTED);
            }
            writer.close();
        }
        assertThat(context.laneFailures).isEmpty();
        assertThat(failed).isEmpty();
        assertThat(transactions.prepared).isEmpty();
        assertThat(transactions.names).as("connections").doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(2);
        for (Connection connection : transactions.preparedOn.values()) {
            assertThat(connection.isClosed()).as("closed at the end").isTrue();
        }
    }
}
