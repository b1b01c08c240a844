package io.weir.proof.conformance.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A database of a real server, with the two tables of the simulated one. What a client does to its end of a connection it does to the socket.
 *
 * <p>Threading: confined to one thread.
 */
final class RealDatabase implements Database, AutoCloseable {

    private static final String LOCK_TIMEOUT = "50ms";
    private static final String CLIENT = "weir-conformance";

    /** A lock that could not be had in time, a row that another has inserted meanwhile: nothing has happened, and the client knows. */
    private static final Set<String> ROLLED_BACK = Set.of("55P03", "23505", "40001", "40P01");

    private static final long DEADLINE_SECONDS = 60;
    private static final long LOOK_NANOS = 2_000_000;

    private final PostgresServer server;
    private Connection reader;

    RealDatabase(PostgresServer server) throws SQLException {
        this.server = server;
        this.reader = server.connect("");
        execute("CREATE TABLE IF NOT EXISTS numbers (name text PRIMARY KEY, number bigint NOT NULL)");
        execute("CREATE TABLE IF NOT EXISTS results (id bigint NOT NULL)");
        execute("TRUNCATE numbers, results");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Transaction begin() {
        try {
            return new RealTransaction(server);
        } catch (SQLException e) {
            throw new AssertionError("no connection", e);
        }
    }

    @Override
    public void kill() {
        try {
            server.killAndRestart();
            reader = server.connect("");
        } catch (IOException | SQLException e) {
            throw new AssertionError("the server has not come back", e);
        }
    }

    /** One statement sees one moment; two could have a commit between them. */
    @Override
    public String read() {
        try (Statement statement = reader.createStatement();
                ResultSet found = statement.executeQuery("SELECT NULL AS name, id AS number FROM results"
                        + " UNION ALL SELECT name, number FROM numbers ORDER BY number")) {
            List<Long> rows = new ArrayList<>();
            Map<String, Long> numbers = new TreeMap<>();
            while (found.next()) {
                String name = found.getString(1);
                if (name == null) {
                    rows.add(found.getLong(2));
                } else {
                    numbers.put(name, found.getLong(2));
                }
            }
            return "rows " + rows + " numbers " + numbers;
        } catch (SQLException e) {
            throw new AssertionError("what is committed could not be read", e);
        }
    }

    @Override
    public void settle() {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (clientCount() > 0) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("the server still has clients that are gone");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private int clientCount() {
        try (Statement statement = reader.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + CLIENT + "'")) {
            count.next();
            return count.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError("the clients could not be counted", e);
        }
    }

    @Override
    public void close() throws SQLException {
        reader.close();
    }

    private final class RealTransaction implements Transaction {
        private final Connection connection;
        private final Socket socket;

        RealTransaction(PostgresServer server) throws SQLException {
            connection = server.connect("&ApplicationName=" + CLIENT + "&socketFactory=" + KeptSockets.class.getName()
                    + "&options=-c%20lock_timeout=" + LOCK_TIMEOUT);
            socket = KeptSockets.last();
            connection.setAutoCommit(false);
        }

        @Override
        public @Nullable Long lock(String key) throws RolledBack, IOException {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT number FROM numbers WHERE name = ? FOR UPDATE")) {
                statement.setString(1, key);
                try (ResultSet found = statement.executeQuery()) {
                    return found.next() ? Long.valueOf(found.getLong(1)) : null;
                }
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        @Override
        public void write(String key, long number, boolean isNew) throws RolledBack, IOException {
            String sql = isNew
                    ? "INSERT INTO numbers (number, name) VALUES (?, ?)"
                    : "UPDATE numbers SET number = ? WHERE name = ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, number);
                statement.setString(2, key);
                if (statement.executeUpdate() != 1) {
                    throw new AssertionError("a number that was locked is gone: " + key);
                }
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        @Override
        public void insert(long row) throws RolledBack, IOException {
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO results VALUES (?)")) {
                statement.setLong(1, row);
                statement.executeUpdate();
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        private RolledBack failure(SQLException error) throws IOException {
            if (ROLLED_BACK.contains(error.getSQLState())) {
                rollBack();
                return new RolledBack(error);
            }
            throw new IOException(error);
        }

        @Override
        public void commit() throws RolledBack, IOException {
            try {
                connection.commit();
            } catch (SQLException e) {
                throw failure(e);
            }
            closeInOrder();
        }

        @Override
        public void rollBack() {
            try {
                connection.rollback();
            } catch (SQLException e) {
                throw new AssertionError("a transaction could not be rolled back", e);
            }
            closeInOrder();
        }

        private void closeInOrder() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new AssertionError("a connection could not be closed", e);
            }
        }

        @Override
        public void cut() {
            reset();
        }

        @Override
        public void commitAndCut(boolean inOrder) {
            try {
                OutputStream out = socket.getOutputStream();
                out.write(query("COMMIT"));
                out.flush();
                if (inOrder) {
                    socket.close();
                } else {
                    reset();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A query as the protocol has it: the driver is between two requests, and will not be asked again. */
        private static byte[] query(String sql) {
            byte[] text = sql.getBytes(StandardCharsets.UTF_8);
            ByteBuffer message = ByteBuffer.allocate(text.length + 6);
            message.put((byte) 'Q').putInt(text.length + 5).put(text).put((byte) 0);
            return message.array();
        }

        private void reset() {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void terminate() {
            try (Statement statement = connection.createStatement();
                    ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
                pid.next();
                execute("SELECT pg_terminate_backend(" + pid.getInt(1) + ")");
            } catch (SQLException e) {
                throw new AssertionError("a connection could not be ended", e);
            }
            reset();
        }
    }
}
