package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sink writes, in whole jobs, to each kind of database. */
class JdbcSinkIT {

    enum Color {
        RED
    }

    record Total(String customer, long cents) {}

    record Change(RowOperation operation, int k, String v) {}

    record Values(
            int i,
            long l,
            double d,
            boolean b,
            BigDecimal n,
            String s,
            Color c,
            LocalDate day,
            LocalTime time,
            LocalDateTime local,
            Instant instant,
            UUID uuid,
            Optional<String> empty) {}

    @TempDir
    Path directory;

    private SinkRun run() {
        return new SinkRun(directory);
    }

    @ParameterizedTest
    @EnumSource
    void valuesComeBackAsTheyWere(TestDatabase database) throws Exception {
        boolean isPostgres = database == TestDatabase.POSTGRESQL;
        TestTable table = database.newTable(
                "i INT, l BIGINT, d DOUBLE PRECISION, b BOOLEAN, n NUMERIC(20,4), s VARCHAR(50), c VARCHAR(9), day DATE, time TIME, local "
                        + (isPostgres ? "TIMESTAMP" : "DATETIME(6)") + ", instant "
                        + (isPostgres ? "TIMESTAMPTZ" : "DATETIME(6)") + ", uuid " + (isPostgres ? "UUID" : "CHAR(36)")
                        + ", empty VARCHAR(9)");
        Values values = new Values(
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                0.1,
                true,
                new BigDecimal("-123.4500"),
                "Grüße; '\"\\ \uD83D\uDE00",
                Color.RED,
                LocalDate.of(2024, 2, 29),
                LocalTime.of(23, 59, 58),
                LocalDateTime.of(2024, 2, 29, 1, 2, 3, 456_000_000),
                Instant.parse("2024-03-31T01:30:00.123Z"),
                new UUID(1, 2),
                Optional.empty());
        run().write(JdbcSink.records(table.name(), Values.class).connection(table.database()), List.of(values));

        assertThat(one(table, "i")).isEqualTo("-2147483648");
        assertThat(one(table, "l")).isEqualTo("9223372036854775807");
        assertThat(one(table, "d")).isEqualTo("0.1");
        assertThat(one(table, "b")).isIn("t", "1", "true");
        assertThat(new BigDecimal(one(table, "n"))).isEqualByComparingTo("-123.45");
        assertThat(one(table, "s")).isEqualTo(values.s());
        assertThat(one(table, "c")).isEqualTo("RED");
        assertThat(one(table, "day")).isEqualTo("2024-02-29");
        assertThat(one(table, "time")).startsWith("23:59:58");
        assertThat(one(table, "local").replace('T', ' ')).startsWith("2024-02-29 01:02:03.456");
        assertThat(one(table, isPostgres ? "instant AT TIME ZONE 'UTC'" : "instant")
                        .replace('T', ' '))
                .startsWith("2024-03-31 01:30:00.123");
        assertThat(one(table, "uuid")).isEqualTo("00000000-0000-0001-0000-000000000002");
        assertThat(one(table, "empty")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void anUpsertKeepsTheLastValueOfEachKey(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50) PRIMARY KEY, cents BIGINT NOT NULL");
        List<Total> totals = IntStream.range(0, 10_000)
                .mapToObj(i -> new Total("c" + i % 37, i))
                .toList();
        run().write(
                        JdbcSink.records(table.name(), Total.class)
                                .upsert("customer")
                                .connection(table.database()),
                        totals);

        assertThat(table.query("SELECT cents FROM " + table.name() + " ORDER BY cents"))
                .isEqualTo(IntStream.range(10_000 - 37, 10_000)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void eachRecordCanSayWhatItDoes(TestDatabase database) throws Exception {
        TestTable table = database.newTable("k INT PRIMARY KEY, v VARCHAR(50)");
        JdbcSink<Change> sink = JdbcSink.<Change>into(table.name())
                .column("k", Change::k)
                .column("v", Change::v)
                .operations(Change::operation, "k")
                .connection(table.database());
        run().write(
                        sink,
                        List.of(
                                new Change(RowOperation.INSERT, 1, "a"),
                                new Change(RowOperation.UPSERT, 1, "b"),
                                new Change(RowOperation.UPSERT, 2, "c"),
                                new Change(RowOperation.DELETE, 1, ""),
                                new Change(RowOperation.DELETE, 9, ""),
                                new Change(RowOperation.INSERT, 1, "d"),
                                new Change(RowOperation.DELETE, 2, ""),
                                new Change(RowOperation.UPSERT, 2, "e"),
                                new Change(RowOperation.UPSERT, 3, "f"),
                                new Change(RowOperation.DELETE, 3, "")));

        assertThat(table.query("SELECT v FROM " + table.name() + " ORDER BY k")).containsExactly("d", "e");
    }

    @ParameterizedTest
    @EnumSource
    void aStatementOfTheUsersRunsOnceForEachRecord(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50) PRIMARY KEY, cents BIGINT NOT NULL");
        table.execute("INSERT INTO " + table.name() + " VALUES ('a', 0)");
        JdbcSink<Total> sink = JdbcSink.<Total>statement(
                        "UPDATE " + table.name() + " SET cents = cents + ? WHERE customer = ?")
                .parameter(Total::cents)
                .parameter(Total::customer)
                .connection(table.database());
        List<Total> totals =
                IntStream.range(0, 1_000).mapToObj(i -> new Total("a", 1)).toList();
        run().write(sink, totals);

        assertThat(table.query("SELECT cents FROM " + table.name())).containsExactly("1000");
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreRefusedGoToTheDeadLettersAndAllOthersToTheTable(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50) PRIMARY KEY, cents BIGINT CHECK (cents >= 0)");
        List<Total> totals = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            totals.add(new Total("c" + i, i % 100 == 50 ? -i : i));
        }
        totals.add(new Total("c0", 7));
        String dead = table.name() + "_dead";
        run().write(
                        JdbcSink.records(table.name(), Total.class)
                                .deadLetterTable(dead)
                                .connection(table.database()),
                        totals);

        assertThat(table.query("SELECT COUNT(*) FROM " + table.name())).containsExactly("495");
        assertThat(table.query("SELECT row_json FROM " + dead + " ORDER BY row_number_in_checkpoint"))
                .containsExactly(
                        "{\"customer\":\"c50\",\"cents\":-50}",
                        "{\"customer\":\"c150\",\"cents\":-150}",
                        "{\"customer\":\"c250\",\"cents\":-250}",
                        "{\"customer\":\"c350\",\"cents\":-350}",
                        "{\"customer\":\"c450\",\"cents\":-450}",
                        "{\"customer\":\"c0\",\"cents\":7}");
        assertThat(table.query("SELECT cause FROM " + dead)).allMatch(cause -> !cause.isBlank());
        assertThat(table.query("SELECT job FROM " + dead)).containsOnly("test");
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsRefusedFailsTheJobInWords(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50) PRIMARY KEY, cents BIGINT NOT NULL");
        List<Total> totals = IntStream.range(0, 300)
                .mapToObj(i -> new Total("c" + i % 250, i))
                .toList();
        String message = run().failure(
                        "jdbc-row-refused",
                        JdbcSink.records(table.name(), Total.class).connection(table.database()),
                        totals);

        assertThat(message).contains("table " + table.name(), "row 250 ", "customer, cents", "deadLetterTable");
        assertThat(table.query("SELECT * FROM " + table.name())).isEmpty();
    }

    private static String one(TestTable table, String expression) throws Exception {
        return table.query("SELECT " + expression + " FROM " + table.name()).get(0);
    }
}
