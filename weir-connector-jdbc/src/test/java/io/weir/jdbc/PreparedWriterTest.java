package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.IoLane;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction is prepared with all of its rows or not at all. */
class PreparedWriterTest {

    private final List<Throwable> laneFailures = new ArrayList<>();
    private final List<String> prepared = new ArrayList<>();
    private final List<Throwable> failed = new ArrayList<>();
    private int beginsLost = 1;

    @TempDir
    Path directory;

    /** SQLite, whose connection breaks at the first beginning of a prepared transaction. */
    private final class Breaking implements Dialect {

        @Override
        public String name() {
            return Dialect.sqlite().name();
        }

        @Override
        public boolean accepts(String url) {
            return Dialect.sqlite().accepts(url);
        }

        @Override
        public void prepareSession(Connection connection) {}

        @Override
        public SqlErrorKind kindOf(SQLException error) {
            return Dialect.sqlite().kindOf(error);
        }

        @Override
        public Optional<PreparedTransactions> preparedTransactions() {
            return Optional.of(new Transactions());
        }
    }

    private final class Transactions implements PreparedTransactions {

        @Override
        public String whyNot(Connection connection) {
            return "";
        }

        @Override
        public void begin(Connection connection, String id) throws SQLException {
            if (beginsLost-- > 0) {
                throw new SQLException("planted: the connection broke");
            }
        }

        @Override
        public void prepare(Connection connection, String id) {
            prepared.add(id);
        }

        @Override
        public boolean mustDetach() {
            return false;
        }

        @Override
        public boolean commit(Connection connection, String id) {
            return prepared.remove(id);
        }

        @Override
        public boolean rollback(Connection connection, String id) {
            return prepared.remove(id);
        }

        @Override
        public List<String> list(Connection connection, String prefix) {
            return List.copyOf(prepared);
        }
    }

    /** Runs what is submitted at once, and goes on behind a failure as a lane does. */
    private final class Inline extends WriterContext {

        Inline() {
            super(10, "out");
        }

        @Override
        public IoLane lane(String purpose) {
            return new IoLane() {
                @Override
                public <R> void submit(Callable<R> call, Completion<? super R> done) {
                    try {
                        done.accept(call.call());
                    } catch (Exception e) {
                        laneFailures.add(e);
                    }
                }
            };
        }
    }

    @Test
    void whatComesBehindLostRowsIsNotPreparedWithoutThem() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("test.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (v TEXT)");
        }
        JdbcSink<String> sink = JdbcSink.<String>into("t")
                .column("v", value -> value)
                .prepared()
                .connection(JdbcConnection.to(url, new Breaking()));
        try (Committer<JdbcCommittable> committer = sink.createCommitter(new Inline())) {
            committer.recover(0, List.of());
        }
        SinkWriter<String, JdbcCommittable> writer = sink.createWriter(new Inline());
        String large = "x".repeat(70_000);
        writer.write(large, 0);
        assertThat(laneFailures).hasSize(1);
        writer.write(large, 0);
        writer.prepareCommit(1, new PreCommit<>() {
            @Override
            public void complete(List<JdbcCommittable> committables) {
                throw new AssertionError("sealed with half of its rows: " + committables);
            }

            @Override
            public void fail(Throwable cause) {
                failed.add(cause);
            }
        });
        writer.close();

        assertThat(failed).hasSize(1);
        assertThat(prepared).isEmpty();
    }
}
