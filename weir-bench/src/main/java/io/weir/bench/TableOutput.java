package io.weir.bench;

import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.JdbcSink;
import io.weir.sink.Sink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A table of a database.
 *
 * <p>Threading: confined to one thread.
 */
final class TableOutput implements SinkOutput {

    private static final int BATCH_ROWS = 1_000;
    private static final int COMMIT_ROWS = 5_000;

    private final JdbcConnection database;
    private final JdbcConnection databaseByHand;
    private final String table;
    private final boolean upsert;

    private TableOutput(JdbcConnection database, JdbcConnection databaseByHand, String table, boolean upsert) {
        this.database = database;
        this.databaseByHand = databaseByHand;
        this.table = table;
        this.upsert = upsert;
    }

    /**
     * Makes the table.
     *
     * @param url of the database, with no credentials in it
     * @param user empty if the database has none; the password is the same
     */
    static TableOutput create(SinkTarget target, String url, String user, String table) throws SQLException {
        JdbcConnection database = JdbcConnection.to(url);
        if (!user.isEmpty()) {
            database = database.user(user).password(user);
        }
        // What makes addBatch fast in these drivers.
        JdbcConnection byHand = switch (target.server()) {
            case POSTGRESQL -> database.property("reWriteBatchedInserts", "true");
            case MARIADB -> database.property("useBulkStmts", "true");
            default -> database;
        };
        TableOutput output = new TableOutput(database, byHand, table, target.isUpsert());
        String key = target.isUpsert() ? "customer" : "id";
        output.execute("CREATE TABLE " + table
                + " (id BIGINT NOT NULL, customer BIGINT NOT NULL, cents BIGINT NOT NULL, text VARCHAR(100) NOT NULL,"
                + " PRIMARY KEY (" + key + "))");
        return output;
    }

    @Override
    public Sink<SinkRecord, ?> sink(SinkContender.Road road) {
        JdbcSink<SinkRecord> sink = JdbcSink.records(table, SinkRecord.class).connection(database);
        if (upsert) {
            sink = sink.upsert("customer");
        }
        return road == SinkContender.Road.WEIR_PREPARED ? sink.prepared() : sink;
    }

    @Override
    public void writeByHand(LongFunction<SinkRecord> input, long count) throws SQLException {
        String sql = "INSERT INTO " + table + " (id, customer, cents, text) VALUES (?, ?, ?, ?)";
        if (upsert) {
            sql +=
                    " ON CONFLICT (customer) DO UPDATE SET id = EXCLUDED.id, cents = EXCLUDED.cents, text = EXCLUDED.text";
        }
        try (Connection connection = databaseByHand.open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            // One statement must not upsert a key twice.
            Map<Long, SinkRecord> batch = new LinkedHashMap<>();
            for (long id = 0; id < count; id++) {
                SinkRecord record = input.apply(id);
                if (upsert) {
                    batch.put(record.customer(), record);
                } else {
                    add(statement, record);
                }
                if ((id + 1) % BATCH_ROWS == 0) {
                    send(statement, batch.values());
                    batch.clear();
                }
                if ((id + 1) % COMMIT_ROWS == 0) {
                    connection.commit();
                }
            }
            send(statement, batch.values());
            connection.commit();
        }
    }

    private static void send(PreparedStatement statement, Collection<SinkRecord> upserts) throws SQLException {
        for (SinkRecord record : upserts) {
            add(statement, record);
        }
        statement.executeBatch();
    }

    private static void add(PreparedStatement statement, SinkRecord record) throws SQLException {
        statement.setLong(1, record.id());
        statement.setLong(2, record.customer());
        statement.setLong(3, record.cents());
        statement.setString(4, record.text());
        statement.addBatch();
    }

    @Override
    public SinkTally tally() throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*), SUM(id) + SUM(cents) FROM " + table)) {
            result.next();
            return new SinkTally(result.getLong(1), result.getLong(2));
        }
    }

    @Override
    public void close() throws SQLException {
        execute("DROP TABLE " + table);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }
}
