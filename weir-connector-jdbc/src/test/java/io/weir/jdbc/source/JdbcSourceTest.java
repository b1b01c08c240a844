package io.weir.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.jdbc.JdbcConnection;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the source reads, refuses and sets aside, with SQLite. */
class JdbcSourceTest {

    @TempDir
    Path directory;

    record Letter(long id, String letter) {}

    record Amount(int id, int cents) {}

    enum Color {
        RED,
        BLUE
    }

    record Everything(
            long id,
            @Nullable Integer count,
            double ratio,
            BigDecimal price,
            boolean open,
            Color color,
            LocalDate day,
            LocalDateTime at,
            Instant createdAt,
            byte[] raw) {}

    private SourceTable letters(String... rows) throws Exception {
        SourceTable table = SourceTable.inFile(directory).create("id INTEGER NOT NULL, letter TEXT");
        return rows.length == 0 ? table : table.insert(rows);
    }

    private static JdbcSource<Letter> scan(SourceTable table) {
        return JdbcSource.table(table.database(), table.name(), Letter.class).key("id");
    }

    private static JdbcPollingSource<Letter> poll(SourceTable table) {
        return JdbcPollingSource.table(table.database(), table.name(), Letter.class)
                .by("id")
                .every(Duration.ofSeconds(1));
    }

    @Test
    void aScanEndsAtWhatWasTheLargestKeyAtItsFirstStart() throws Exception {
        SourceTable table = letters("1, 'a'", "2, 'b'");
        List<JdbcSplit> checkpoint;
        try (ReaderSteps<Letter> reader = ReaderSteps.start(scan(table).pageSize(1))) {
            reader.readOne();
            table.insert("3, 'c'");
            checkpoint = reader.snapshot();
            assertThat(reader.readToEnd()).containsExactly(new Letter(1, "a"), new Letter(2, "b"));
        }
        try (ReaderSteps<Letter> reader = ReaderSteps.restore(scan(table), checkpoint)) {
            assertThat(reader.readToEnd()).containsExactly(new Letter(2, "b"));
        }
    }

    @Test
    void anEmptyTableIsReadToItsEndAlsoAfterARestart() throws Exception {
        SourceTable table = letters();
        try (ReaderSteps<Letter> reader = ReaderSteps.start(scan(table))) {
            assertThat(reader.readToEnd()).isEmpty();
        }
        table.insert("1, 'a'");
        try (ReaderSteps<Letter> reader = ReaderSteps.restore(scan(table), List.of())) {
            assertThat(reader.readToEnd()).isEmpty();
        }
    }

    @Test
    void twoRowsWithOneKeyStopTheJobWhereverThePageEnds() throws Exception {
        SourceTable table = letters("1, 'a'", "2, 'b'", "2, 'c'", "3, 'd'");
        for (int pageSize = 1; pageSize <= 4; pageSize++) {
            JdbcSource<Letter> source = scan(table).pageSize(pageSize);
            refused("jdbc-key-not-unique", () -> ReaderSteps.start(source).readToEnd());
        }
    }

    @Test
    void aRowWithoutAKeyIsRefusedBeforeTheStartAndLater() throws Exception {
        SourceTable table =
                SourceTable.inFile(directory).create("id INTEGER, letter TEXT").insert("1, 'a'");
        try (ReaderSteps<Letter> reader = ReaderSteps.start(poll(table))) {
            reader.readWhatIsThere();
        }
        table.insert("NULL, 'x'");
        refused("jdbc-key-null", () -> ReaderSteps.start(scan(table)));
        refused(
                "jdbc-key-null",
                () -> ReaderSteps.restore(poll(table), List.of()).readWhatIsThere());
    }

    @Test
    void aRowThatDoesNotFitIsSetAsideWithItsPlaceAndContent() throws Exception {
        SourceTable table = SourceTable.inFile(directory)
                .create("id INTEGER PRIMARY KEY, cents")
                .insert("1, 100", "2, 3000000000", "3, 'many'", "4, NULL", "5, 1.5", "6, 7");
        JdbcSource<Amount> source =
                JdbcSource.table(table.database(), table.name(), Amount.class).key("id");
        try (ReaderSteps<Amount> reader = ReaderSteps.start(source)) {
            assertThat(reader.readToEnd()).containsExactly(new Amount(1, 100), new Amount(6, 7));
            assertThat(reader.rejected())
                    .extracting(rejected -> rejected.origin())
                    .containsExactly(
                            "table=" + table.name() + ", id=2",
                            "table=" + table.name() + ", id=3",
                            "table=" + table.name() + ", id=4",
                            "table=" + table.name() + ", id=5");
            assertThat(reader.rejected().get(1).value()).isEqualTo("id=3, cents=many".getBytes(StandardCharsets.UTF_8));
            assertThat(reader.rejected().get(2).reason()).contains("cents is NULL");
            assertThat(reader.snapshot()).allMatch(JdbcSplit::ended);
        }
    }

    @Test
    void aMapperMayPassOverRowsAndRefuseThem() throws Exception {
        SourceTable table = letters("1, 'a'", "2, 'b'", "3, 'c'");
        RowMapper<String> mapper = row -> {
            String letter = row.getString("letter");
            if (letter.equals("b")) {
                throw new IllegalArgumentException("no b");
            }
            return letter.equals("a") ? null : letter;
        };
        JdbcSource<String> source =
                JdbcSource.table(table.database(), table.name(), mapper).key("id");
        try (ReaderSteps<String> reader = ReaderSteps.start(source)) {
            assertThat(reader.readToEnd()).containsExactly("c");
            assertThat(reader.rejected())
                    .singleElement()
                    .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo("no b"));
        }
    }

    @Test
    void aRecordTakesColumnsByNameWhateverCaseAndUnderscores() throws Exception {
        SourceTable table = SourceTable.inFile(directory)
                .create(
                        "ID INTEGER PRIMARY KEY, COUNT INTEGER, ratio REAL, price TEXT, open INTEGER, color TEXT, day TEXT,"
                                + " at TEXT, created_at TEXT, raw BLOB")
                .insert("1, NULL, 0.5, '12.30', 1, 'BLUE', '2026-02-03', '2026-02-03 04:05:06.123456',"
                        + " '2026-02-03T04:05:06Z', x'0102'");
        JdbcSource<Everything> source = JdbcSource.table(table.database(), table.name(), Everything.class)
                .key("ID");
        try (ReaderSteps<Everything> reader = ReaderSteps.start(source)) {
            Everything row = reader.readToEnd().get(0);
            assertThat(row.raw()).containsExactly(1, 2);
            assertThat(row)
                    .usingRecursiveComparison()
                    .ignoringFields("raw")
                    .isEqualTo(new Everything(
                            1,
                            null,
                            0.5,
                            new BigDecimal("12.30"),
                            true,
                            Color.BLUE,
                            LocalDate.of(2026, 2, 3),
                            LocalDateTime.of(2026, 2, 3, 4, 5, 6, 123_456_000),
                            Instant.parse("2026-02-03T04:05:06Z"),
                            new byte[0]));
        }
    }

    @Test
    void pollingWaitsForItsIntervalAndGoesOnBehindTheLastRow() throws Exception {
        SourceTable table = letters("1, 'a'");
        try (ReaderSteps<Letter> reader = ReaderSteps.start(poll(table))) {
            assertThat(reader.readWhatIsThere()).hasSize(1);
            table.insert("2, 'b'");
            reader.advanceMillis(999);
            assertThat(reader.readWhatIsThere()).hasSize(1);
            reader.advanceMillis(1);
            assertThat(reader.readWhatIsThere()).containsExactly(new Letter(1, "a"), new Letter(2, "b"));
        }
    }

    @Test
    void withoutALagALateSmallerKeyIsMissedAndWithOneItIsNot() throws Exception {
        SourceTable table = letters("1, 'a'", "3, 'c'");
        try (ReaderSteps<Letter> hasty = ReaderSteps.start(poll(table));
                ReaderSteps<Letter> patient = ReaderSteps.start(poll(table).lag(Duration.ofSeconds(10)))) {
            assertThat(hasty.readWhatIsThere()).hasSize(2);
            assertThat(patient.readWhatIsThere()).isEmpty();
            patient.advanceMillis(9_999);
            assertThat(patient.readWhatIsThere()).isEmpty();

            table.insert("2, 'late'", "4, 'd'");
            hasty.advanceMillis(1_000);
            patient.advanceMillis(1);
            assertThat(hasty.readWhatIsThere()).doesNotContain(new Letter(2, "late"));
            assertThat(patient.readWhatIsThere())
                    .as("up to the largest key that was there 10 s ago")
                    .containsExactly(new Letter(1, "a"), new Letter(2, "late"), new Letter(3, "c"));

            patient.advanceMillis(1_000);
            patient.readWhatIsThere();
            patient.advanceMillis(10_000);
            assertThat(patient.readWhatIsThere()).endsWith(new Letter(4, "d"));
        }
    }

    @Test
    void everyKindOfKeyComesBackFromACheckpoint() {
        List<Object> key = List.of(
                -7L,
                new BigDecimal("1.50"),
                "a, b",
                LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000),
                Instant.parse("2026-01-02T03:04:05.000007Z"),
                LocalDate.of(2026, 1, 2),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
        List<String> columns = List.of("a", "b", "c", "d", "e", "f", "g");
        JdbcSplit split = new JdbcSplit("scan-0", columns, key, key, false);
        var bytes = new ByteWriter();
        new JdbcSplitSerde().write(split, bytes);
        assertThat(new JdbcSplitSerde().read(new ByteReader(bytes.toByteArray())))
                .isEqualTo(split);
    }

    @Test
    void aCheckpointOfAnotherWayOfReadingIsRefused() throws Exception {
        SourceTable table = letters("1, 'a'");
        List<JdbcSplit> checkpoint = ReaderSteps.start(scan(table)).snapshot();

        refused("jdbc-source-changed", () -> ReaderSteps.restore(poll(table), checkpoint));
        refused("jdbc-source-changed", () -> ReaderSteps.restore(scan(table).key("letter"), checkpoint));
    }

    @Test
    void whatCannotBeReadIsSaidBeforeTheStart() throws Exception {
        SourceTable table = SourceTable.inFile(directory).create("id REAL, letter TEXT");
        JdbcConnection database = table.database();
        refused("jdbc-key-missing", () -> ReaderSteps.start(JdbcSource.table(database, table.name(), Letter.class)));
        refused(
                "jdbc-schema",
                () -> ReaderSteps.start(
                        JdbcSource.table(database, "nowhere", Letter.class).key("id")));
        refused("jdbc-schema", () -> ReaderSteps.start(scan(table).key("x")));
        refused("jdbc-key-type", () -> ReaderSteps.start(scan(table)));
        refused(
                "jdbc-mapping",
                () -> ReaderSteps.start(
                        JdbcSource.table(database, table.name(), Amount.class).key("letter")));
        refused("jdbc-mapping", () -> JdbcSource.table(database, table.name(), String.class));
        refused("jdbc-setting", () -> JdbcSource.query(database, "SELECT 1;", Letter.class));
        refused("jdbc-setting", () -> scan(table).splits(0));
        refused("jdbc-setting", () -> scan(table).pageSize(0));
        refused("jdbc-setting", () -> poll(table).every(Duration.ZERO));
        refused("jdbc-setting", () -> poll(table).lag(Duration.ofDays(2)));
        refused("jdbc-setting", () -> poll(table).lag(Duration.ofNanos(-1)));
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
