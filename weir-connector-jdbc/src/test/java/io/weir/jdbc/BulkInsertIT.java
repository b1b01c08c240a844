package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.database.DatabaseServer;
import io.weir.serde.ByteWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Inserts into MariaDB go in bulk commands, and say the same as statements of many rows. */
class BulkInsertIT {

    private static final TestDatabase MARIADB = TestDatabase.MARIADB;
    private static final int MORE_THAN_ONE_BATCH = 2_500;

    record Values(
            int id,
            @Nullable Integer i,
            @Nullable Long l,
            @Nullable Double d,
            @Nullable Float f,
            @Nullable Boolean b,
            @Nullable BigDecimal n,
            @Nullable String s,
            byte @Nullable [] bytes,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable LocalDateTime local,
            @Nullable Instant instant,
            @Nullable UUID uuid,
            @Nullable String number,
            @Nullable Long text) {}

    private static final String COLUMNS =
            "id INT PRIMARY KEY, i INT, l BIGINT, d DOUBLE, f DOUBLE, b BOOLEAN, n NUMERIC(20,4), s TEXT, bytes BLOB, day DATE,"
                    + " time TIME(6), local DATETIME(6), instant TIMESTAMP(6) NULL, uuid UUID, number BIGINT, text VARCHAR(30)";

    /** Each third value is NULL, in each row others: also those of the first row, by which the driver tells the types. */
    private static Values values(int id) {
        return new Values(
                id,
                id % 3 == 0 ? null : -id,
                id % 3 == 1 ? null : Long.MAX_VALUE - id,
                id % 3 == 2 ? null : id / 10.0,
                id % 3 == 0 ? null : id / 10.0f,
                id % 3 == 1 ? null : id % 2 == 0,
                id % 3 == 2 ? null : new BigDecimal(id + ".25"),
                id % 3 == 0 ? null : "Grüße; '\"\\ \uD83D\uDE00 " + id,
                id % 3 == 1 ? null : ("\0'\\" + id).getBytes(StandardCharsets.UTF_8),
                id % 3 == 2 ? null : LocalDate.of(2024, 2, 29).plusDays(id),
                id % 3 == 0 ? null : LocalTime.of(23, 59, 58, 123_456_000),
                id % 3 == 1 ? null : LocalDateTime.of(2024, 2, 29, 1, 2, 3, 456_000_000),
                id % 3 == 2 ? null : Instant.parse("2024-03-31T01:30:00.123Z").plusSeconds(id),
                id % 3 == 0 ? null : new UUID(id, 2),
                id % 3 == 1 ? null : String.valueOf(id),
                id % 3 == 2 ? null : Long.MIN_VALUE + id);
    }

    private static SinkSettings<Values> settings(TestTable table) {
        return SinkSettings.of(RowTarget.ofTable(TableName.parse(table.name()), RecordColumns.of(Values.class)))
                .withConnection(table.database());
    }

    private static byte[] rows(SinkSettings<Values> settings, int count) {
        RowLayout<Values> layout = new RowLayout<>(settings.target());
        ByteWriter out = new ByteWriter();
        for (int id = 0; id < count; id++) {
            layout.write(values(id), out);
        }
        return out.toByteArray();
    }

    private static void write(Connection connection, TestTable table, int count) throws SQLException {
        SinkSettings<Values> settings = settings(table);
        new RowWriting(connection, settings).fast(rows(settings, count), RowOrder.asIs(settings.target()));
        connection.commit();
    }

    /** Returns how many statements of this session the server has prepared: bulk commands need one, statements as text none. */
    private static int preparedCount(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'")) {
            rows.next();
            return rows.getInt(2);
        }
    }

    private static List<String> contents(TestTable table) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String column : settings(table).target().names()) {
            all.addAll(table.query("SELECT CONCAT(id, ' " + column + " ', COALESCE(HEX(" + column + "), 'NULL')) FROM "
                    + table.name() + " ORDER BY id"));
        }
        return all;
    }

    @Test
    void inBulkComesTheSameAsByStatements() throws Exception {
        TestTable inBulk = MARIADB.newTable(COLUMNS);
        JdbcConnection switchedOff = MARIADB.connection().property("useBulkStmtsForInserts", "false");
        TestTable byStatements = MARIADB.newTable(switchedOff);
        byStatements.execute("CREATE TABLE " + byStatements.name() + " (" + COLUMNS + ")");
        try (Connection connection = inBulk.database().open();
                Connection other = byStatements.database().open()) {
            write(connection, inBulk, MORE_THAN_ONE_BATCH);
            write(other, byStatements, MORE_THAN_ONE_BATCH);
            assertThat(preparedCount(connection)).isPositive();
            assertThat(preparedCount(other)).isZero();
        }

        assertThat(contents(inBulk)).hasSize(16 * MORE_THAN_ONE_BATCH).isEqualTo(contents(byStatements));
    }

    record Weighed(int id, Double d) {}

    private static List<String> asText(JdbcConnection database) throws Exception {
        TestTable table = MARIADB.newTable(database);
        table.execute("CREATE TABLE " + table.name() + " (id INT PRIMARY KEY, d VARCHAR(40))");
        SinkSettings<Weighed> settings = SinkSettings.of(
                        RowTarget.ofTable(TableName.parse(table.name()), RecordColumns.of(Weighed.class)))
                .withConnection(table.database());
        RowLayout<Weighed> layout = new RowLayout<>(settings.target());
        ByteWriter out = new ByteWriter();
        double[] values = {2.0, 0.1, 1 / 3.0, 1.5e7, 1e300};
        for (int id = 0; id < values.length; id++) {
            layout.write(new Weighed(id, values[id]), out);
        }
        try (Connection connection = table.database().open()) {
            new RowWriting(connection, settings).fast(out.toByteArray(), RowOrder.asIs(settings.target()));
            connection.commit();
        }
        return table.query("SELECT d FROM " + table.name() + " ORDER BY id");
    }

    /** As the table of roads in docs/connectors/jdbc.md says: the one value that does not come to the same. */
    @Test
    void inAColumnOfTextADoubleLooksAsItsRoadWritesIt() throws Exception {
        assertThat(asText(MARIADB.connection())).containsExactly("2", "0.1", "0.3333333333333333", "15000000", "1e300");
        assertThat(asText(MARIADB.connection().property("useBulkStmtsForInserts", "false")))
                .containsExactly("2.0", "0.1", "0.3333333333333333", "15000000", "1e300");
    }

    record Large(int id, @Nullable Long number, String text) {}

    /** A driver that divides a bulk command takes the types behind the cut from before it, and there a NULL has none. */
    @Test
    void aNumberBehindNullsIsKeptInRowsTooLargeForOnePacket() throws Exception {
        JdbcConnection smallPackets = MARIADB.connection().property("maxAllowedPacket", "1048576");
        int rowCount = 70;
        TestTable table = MARIADB.newTable(smallPackets);
        table.execute("CREATE TABLE " + table.name() + " (id INT PRIMARY KEY, number VARCHAR(30), text LONGTEXT)");
        SinkSettings<Large> settings = SinkSettings.of(
                        RowTarget.ofTable(TableName.parse(table.name()), RecordColumns.of(Large.class)))
                .withConnection(table.database());
        RowLayout<Large> layout = new RowLayout<>(settings.target());
        String text = "x".repeat(20_000);
        try (Connection connection = table.database().open()) {
            for (int first = 40; first < 60; first++) {
                ByteWriter out = new ByteWriter();
                for (int id = 0; id < rowCount; id++) {
                    layout.write(new Large(id, id < first ? null : 4_242_424_242L + id, text), out);
                }
                new RowWriting(connection, settings).fast(out.toByteArray(), RowOrder.asIs(settings.target()));
                connection.commit();
                List<String> expected = new ArrayList<>();
                for (int id = first; id < rowCount; id++) {
                    expected.add(id + "=" + (4_242_424_242L + id));
                }
                assertThat(table.query("SELECT CONCAT(id, '=', number) FROM " + table.name()
                                + " WHERE number IS NOT NULL ORDER BY id"))
                        .as("the first %d numbers are NULL", first)
                        .isEqualTo(expected);
                table.execute("DELETE FROM " + table.name());
            }
        }
    }

    /** Does not take one of its values. */
    private static final class Refusing implements Dialect {

        private final Dialect mariadb = Dialect.mariadb();
        private int takenCount = 16 * 5;

        @Override
        public String name() {
            return mariadb.name();
        }

        @Override
        public boolean accepts(String url) {
            return mariadb.accepts(url);
        }

        @Override
        public String quote(String identifier) {
            return mariadb.quote(identifier);
        }

        @Override
        public RowBatches rowBatches(Connection connection) throws SQLException {
            return mariadb.rowBatches(connection);
        }

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
            if (takenCount-- == 0) {
                throw new SQLException("not this value", "22000");
            }
            mariadb.bind(statement, index, value);
        }
    }

    @Test
    void nothingOfABatchThatCouldNotBeMadeComesWithTheNextOne() throws Exception {
        TestTable table = MARIADB.newTable(COLUMNS);
        DatabaseServer server = MARIADB.server();
        SinkSettings<Values> settings = settings(table)
                .withConnection(JdbcConnection.to(server.url(), new Refusing())
                        .user(server.user())
                        .password(server.password()));
        byte[] rows = rows(settings, 10);
        RowOrder order = RowOrder.asIs(settings.target());
        try (Connection connection = table.database().open()) {
            RowWriting writing = new RowWriting(connection, settings);
            assertThatThrownBy(() -> writing.fast(rows, order)).hasMessage("not this value");
            connection.rollback();
            writing.fast(rows, order);
            connection.commit();
        }

        assertThat(table.query("SELECT id FROM " + table.name())).hasSize(10);
    }

    @Test
    void whatTheDatabaseSaysOfABatchIsToldAndNotThatItWasABatch() throws Exception {
        TestTable table = MARIADB.newTable(COLUMNS);
        SinkSettings<Values> settings = settings(table);
        byte[] rows = rows(settings, 10);
        RowOrder order = RowOrder.asIs(settings.target());
        try (Connection connection = table.database().open()) {
            RowWriting writing = new RowWriting(connection, settings);
            writing.fast(rows, order);
            assertThatThrownBy(() -> writing.fast(rows, order))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(BatchUpdateException.class)
                    .hasMessageContaining("Duplicate entry '0'");
            connection.rollback();
        }
    }
}
