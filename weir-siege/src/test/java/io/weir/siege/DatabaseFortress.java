package io.weir.siege;

import io.weir.database.DatabaseServer;
import io.weir.database.DatabaseServerOptions;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.JdbcSink;
import io.weir.pipeline.Stream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database: a table that is inserted into and would take a row twice, one whose rows are overwritten, and one that is written by prepared transactions.
 *
 * <p>Threading: confined to one thread.
 */
final class DatabaseFortress implements Fortress {

    private static final List<String> INSERTED = List.of("staged", "prepared");

    private final DatabaseServerOptions options;
    private @Nullable DatabaseServer server;

    DatabaseFortress(DatabaseServerOptions options) {
        this.options = options;
    }

    @Override
    public String open(Path directory) throws SQLException {
        DatabaseServer started = DatabaseServer.start(options);
        server = started;
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : INSERTED) {
                statement.execute("CREATE TABLE " + table
                        + " (id BIGINT, account VARCHAR(40), amount BIGINT, number BIGINT, balance BIGINT)");
            }
            statement.execute("CREATE TABLE latest"
                    + " (id BIGINT, account VARCHAR(40) PRIMARY KEY, amount BIGINT, number BIGINT, balance BIGINT)");
        }
        return started.url() + " " + started.user() + " " + started.password();
    }

    @Override
    public void sinks(Stream<Booking> bookings, Path directory, String found) {
        String[] parts = found.split(" ");
        JdbcConnection connection = JdbcConnection.to(parts[0]).user(parts[1]).password(parts[2]);
        bookings.sink("staged", JdbcSink.records("staged", Booking.class).connection(connection));
        bookings.sink(
                "latest",
                JdbcSink.records("latest", Booking.class).upsert("account").connection(connection));
        bookings.sink(
                "prepared",
                JdbcSink.records("prepared", Booking.class)
                        .connection(connection)
                        .prepared());
    }

    @Override
    public long visibleCount() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT (SELECT COUNT(*) FROM staged), (SELECT COUNT(*) FROM prepared)")) {
            rows.next();
            return Math.min(rows.getLong(1), rows.getLong(2));
        }
    }

    @Override
    public void check(long count) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : INSERTED) {
                Ledger ledger = new Ledger(table);
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        ledger.add(bookingOf(rows));
                    }
                }
                if (count >= 0) {
                    ledger.requireAll(count);
                }
            }
            if (count >= 0) {
                checkLatest(statement, count);
            }
        }
    }

    private static void checkLatest(Statement statement, long count) throws SQLException {
        Map<String, Long> shown = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT * FROM latest")) {
            while (rows.next()) {
                shown.put(rows.getString("account") + " " + rows.getLong("number"), rows.getLong("balance"));
            }
        }
        Map<String, Long> expected = new HashMap<>();
        Ledger.totals(count).forEach((account, last) -> expected.put(account + " " + last.number(), last.balance()));
        if (!shown.equals(expected)) {
            throw new AssertionError("latest shows " + shown + ", expected " + expected);
        }
    }

    private static Booking bookingOf(ResultSet rows) throws SQLException {
        return new Booking(
                rows.getLong("id"),
                rows.getString("account"),
                rows.getLong("amount"),
                rows.getLong("number"),
                rows.getLong("balance"));
    }

    @Override
    public boolean hasServer() {
        return true;
    }

    @Override
    public void killServer() {
        running().kill();
    }

    @Override
    public void restartServer() {
        running().restart();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                running().url(), running().user(), running().password());
    }

    private DatabaseServer running() {
        return Objects.requireNonNull(server, "not open");
    }
}
