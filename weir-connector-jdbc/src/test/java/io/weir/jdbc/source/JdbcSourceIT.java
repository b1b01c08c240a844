package io.weir.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.database.DatabaseProduct;
import io.weir.database.DatabaseServer;
import io.weir.database.DatabaseServerOptions;
import io.weir.error.WeirException;
import io.weir.jdbc.JdbcConnection;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What depends on the database: keys of its types, what is seen of others' work, its errors, its death. */
class JdbcSourceIT {

    record Numbered(long id, String v) {}

    record Typed(
            int id,
            BigDecimal amount,
            boolean open,
            LocalDate day,
            LocalDateTime at,
            Instant moment,
            UUID code,
            byte[] raw) {}

    /** With pages of one row each key is sent back to the database as it came from there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL|NUMERIC(30,10)|1.5, 1.50001, 20000000000000000000",
                "POSTGRESQL|TIMESTAMP|'2026-01-02 03:04:05.123456', '2026-01-02 03:04:05.123457'",
                "POSTGRESQL|TIMESTAMPTZ|'2026-01-02 03:04:05.123456+03', '2026-01-02 03:04:05.123457+03'",
                "POSTGRESQL|DATE|'2026-01-02', '2026-01-03'",
                "POSTGRESQL|UUID|'00000000-0000-0000-0000-000000000001', 'f0000000-0000-0000-0000-000000000000'",
                "POSTGRESQL|VARCHAR(20) COLLATE \"und-x-icu\"|'a', 'A', 'ä', 'b'",
                "MARIADB|DECIMAL(30,10)|1.5, 1.50001, 10000000000000000000",
                "MARIADB|BIGINT UNSIGNED|1, 18446744073709551615",
                "MARIADB|DATETIME(6)|'2026-01-02 03:04:05.123456', '2026-01-02 03:04:05.123457'",
                "MARIADB|TIMESTAMP(6)|'2026-01-02 03:04:05.123456', '2026-01-02 03:04:05.123457'",
                "MARIADB|DATE|'2026-01-02', '2026-01-03'",
                "MARIADB|UUID|'00000000-0000-0000-0000-000000000001', 'f0000000-0000-0000-0000-000000000000'",
                "MARIADB|VARCHAR(20)|'a', 'B', 'c', 'ß'"
            })
    void rowsAreReadInTheOrderOfKeysOfAllTypes(DatabaseProduct product, String type, String values) throws Exception {
        String[] keys = values.split(", ");
        String[] rows = new String[keys.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = keys[i] + ", " + i;
        }
        SourceTable table = SourceTable.on(product)
                .create("k " + type + " PRIMARY KEY, v INTEGER NOT NULL")
                .insert(rows);
        RowMapper<Integer> mapper = row -> row.getInt("v");
        JdbcSource<Integer> source = JdbcSource.table(table.database(), table.name(), mapper)
                .key("k")
                .splits(2)
                .pageSize(1);
        List<JdbcSplit> checkpoint;
        try (ReaderSteps<Integer> reader = ReaderSteps.start(source)) {
            reader.readOne();
            checkpoint = reader.snapshot();
            assertThat(reader.readToEnd()).hasSize(keys.length);
        }
        try (ReaderSteps<Integer> reader = ReaderSteps.restore(source, checkpoint)) {
            assertThat(reader.readToEnd()).hasSize(keys.length - 1);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void aRecordTakesWhatTheDatabaseHasExactly(DatabaseProduct product) throws Exception {
        boolean postgres = product == DatabaseProduct.POSTGRESQL;
        SourceTable table = SourceTable.on(product)
                .create("id INTEGER PRIMARY KEY, amount NUMERIC(10,2), open BOOLEAN, \"day\" DATE,"
                                .replace("\"", postgres ? "\"" : "`")
                        + (postgres
                                ? "at TIMESTAMP, moment TIMESTAMPTZ, code UUID, raw BYTEA"
                                : "at DATETIME(6), moment TIMESTAMP(6), code UUID, raw VARBINARY(10)"))
                .insert("1, 12.30, TRUE, '2026-02-03', '2026-02-03 04:05:06.123456', '2026-02-03 04:05:06.123456"
                        + (postgres ? "+00" : "") + "', '123e4567-e89b-12d3-a456-426614174000', "
                        + (postgres ? "'\\x0102'" : "x'0102'"));
        JdbcSource<Typed> source =
                JdbcSource.table(table.database(), table.name(), Typed.class).key("id");
        try (ReaderSteps<Typed> reader = ReaderSteps.start(source)) {
            List<Typed> read = reader.readToEnd();
            assertThat(reader.rejected()).isEmpty();
            Typed row = read.get(0);
            assertThat(row.raw()).containsExactly(1, 2);
            assertThat(row)
                    .usingRecursiveComparison()
                    .ignoringFields("raw")
                    .isEqualTo(new Typed(
                            1,
                            new BigDecimal("12.30"),
                            true,
                            LocalDate.of(2026, 2, 3),
                            LocalDateTime.of(2026, 2, 3, 4, 5, 6, 123_456_000),
                            Instant.parse("2026-02-03T04:05:06.123456Z"),
                            UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                            new byte[0]));
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void aSnapshotSeesNothingOfWhatOthersDoMeanwhileAndAPlainScanDoes(DatabaseProduct product) throws Exception {
        SourceTable table = numbered(SourceTable.on(product), 1, 2, 9);
        JdbcSource<Numbered> source = scan(table).pageSize(1);
        try (ReaderSteps<Numbered> plain = ReaderSteps.start(source);
                ReaderSteps<Numbered> snapshot = ReaderSteps.start(source.snapshot())) {
            plain.readOne();
            snapshot.readOne();
            table.insert("5, 'new'");
            assertThat(plain.readToEnd()).extracting(Numbered::id).containsExactly(1L, 2L, 5L, 9L);
            assertThat(snapshot.readToEnd()).extracting(Numbered::id).containsExactly(1L, 2L, 9L);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void withALagARowThatIsCommittedLateIsRead(DatabaseProduct product) throws Exception {
        SourceTable table = numbered(SourceTable.on(product), 1);
        JdbcPollingSource<Numbered> source = JdbcPollingSource.table(table.database(), table.name(), Numbered.class)
                .by("id")
                .lag(Duration.ofSeconds(10));
        try (ReaderSteps<Numbered> reader = ReaderSteps.start(source);
                Connection late = table.database().open();
                Statement statement = late.createStatement()) {
            statement.execute("INSERT INTO " + table.name() + " VALUES (2, 'late')");
            table.insert("3, 'early'");
            assertThat(reader.readWhatIsThere()).isEmpty();
            late.commit();
            reader.advanceMillis(10_000);
            assertThat(reader.readWhatIsThere()).extracting(Numbered::id).containsExactly(1L, 2L, 3L);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void badCredentialsAndMissingTablesAreSaidInWords(DatabaseProduct product) throws Exception {
        SourceTable table = numbered(SourceTable.on(product), 1);
        refused(
                "jdbc-credentials",
                () -> ReaderSteps.start(scan(new SourceTable(table.database().password("guess"), table.name()))));
        refused("jdbc-schema", () -> ReaderSteps.start(scan(new SourceTable(table.database(), "nowhere"))));
        refused(
                "jdbc-mapping",
                () -> ReaderSteps.start(JdbcSource.table(table.database(), table.name(), Typed.class)
                        .key("id")));
    }

    @Test
    void aServerThatDiesFailsTheAttemptAndTheNextOneGoesOnBehindTheLastRow() throws Exception {
        try (DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.postgresql())) {
            SourceTable table = numbered(SourceTable.on(server), 1, 2, 3, 4, 5, 6, 7, 8);
            List<JdbcSplit> checkpoint;
            ReaderSteps<Numbered> reader = ReaderSteps.start(scan(table).pageSize(1));
            for (int i = 0; i < 3; i++) {
                reader.readOne();
            }
            checkpoint = reader.snapshot();
            server.kill();
            refused("jdbc-unreachable", reader::readToEnd);
            reader.close();
            refused(
                    "jdbc-unreachable",
                    () -> ReaderSteps.restore(scan(table), checkpoint).readToEnd());
            server.restart();
            try (ReaderSteps<Numbered> next = ReaderSteps.restore(scan(table), checkpoint)) {
                assertThat(next.readToEnd()).extracting(Numbered::id).containsExactly(4L, 5L, 6L, 7L, 8L);
            }
        }
    }

    private static SourceTable numbered(SourceTable table, long... ids) throws Exception {
        table.create("id BIGINT PRIMARY KEY, v VARCHAR(20) NOT NULL");
        for (long id : ids) {
            table.insert(id + ", 'v" + id + "'");
        }
        return table;
    }

    private static JdbcSource<Numbered> scan(SourceTable table) {
        JdbcConnection database = table.database();
        return JdbcSource.table(database, table.name(), Numbered.class).key("id");
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
