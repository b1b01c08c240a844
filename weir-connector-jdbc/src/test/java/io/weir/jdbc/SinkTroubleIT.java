package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong in a database while a job writes to it ends the job in words, or is got over; and what the table has in the end is the input, once. */
class SinkTroubleIT {

    static final String PASSWORD = "s3cret";

    /** What no {@code SMALLINT} takes. */
    static final int LARGE = 100_000;

    private static final int FIRST_COUNT = 100;
    private static final int RECORD_COUNT = 1_000;
    private static final long ENOUGH_SECONDS = 60;

    static final String LAST = "record-" + (RECORD_COUNT - 1);

    private static final List<String> RECORDS =
            IntStream.range(0, RECORD_COUNT).mapToObj(i -> "record-" + i).toList();

    @TempDir
    Path directory;

    static Stream<Arguments> troubles() {
        return servers()
                .flatMap(server -> Stream.of(Trouble.values())
                        .map(trouble -> Arguments.of(server.get()[0], server.get()[1], trouble)));
    }

    static Stream<Arguments> servers() {
        List<Arguments> servers = new ArrayList<>();
        for (TestDatabase database : List.of(TestDatabase.POSTGRESQL, TestDatabase.MARIADB)) {
            for (Road road : Road.values()) {
                servers.add(Arguments.of(database, road));
            }
        }
        return servers.stream();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void aJobEndsInWordsAtOnceAndGoesOnWhenTheTroubleIsMended(TestDatabase database, Road road, Trouble trouble)
            throws Exception {
        TestTable table = table(database);
        String user = userOf(table);
        HeldSource<String> source = new HeldSource<>(RECORDS, FIRST_COUNT);
        Failures failures = new Failures();

        try (Job job = weir(1_000, failures).start(pipeline(source, sink(table, user, road)))) {
            awaitFirst(table, job);
            trouble.make(table, user);
            source.letGo();
            WeirException failure =
                    catchThrowableOfType(WeirException.class, () -> job.join(ENOUGH_SECONDS, TimeUnit.SECONDS));
            assertThat(failures.left()).hasSize(1);
            assertThat(failure.code()).isEqualTo(trouble.code);
            assertThat(failure.mend()).contains(trouble.mending);
            assertThat(failure.getMessage()).contains(table.name()).doesNotContain(PASSWORD);
        }
        trouble.mend(table, user);
        try (Job job = weir(0, failures).start(pipeline(source, sink(table, user, road)))) {
            job.join(ENOUGH_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(written(table)).isEqualTo(RECORDS);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void connectionsThatTheServerEndsWhileThereIsNothingToWriteCostNoAttempt(TestDatabase database, Road road)
            throws Exception {
        TestTable table = table(database);
        String user = userOf(table);
        HeldSource<String> source = new HeldSource<>(RECORDS, FIRST_COUNT);

        try (Job job = weir(0, new Failures()).start(pipeline(source, sink(table, user, road)))) {
            awaitFirst(table, job);
            if (database == TestDatabase.POSTGRESQL && road == Road.PREPARED) {
                // A commit that got no answer ends the attempt (I10), so the committer's stays.
                Connections.endThoseThatPrepared(table, user);
            } else {
                Connections.endAllOf(table, user);
            }
            source.letGo();
            job.join(ENOUGH_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(written(table)).isEqualTo(RECORDS);
    }

    /** MariaDB ends a connection whose bulk insert meets a table that was altered, and with it the transaction. */
    @ParameterizedTest
    @MethodSource("servers")
    void aTableThatIsAlteredMeanwhileIsWrittenOnAndCostsNoAttempt(TestDatabase database, Road road) throws Exception {
        TestTable table = table(database);
        HeldSource<String> source = new HeldSource<>(RECORDS, FIRST_COUNT);

        try (Job job = weir(0, new Failures()).start(pipeline(source, sink(table, userOf(table), road)))) {
            awaitFirst(table, job);
            table.execute("ALTER TABLE " + table.name() + " ADD COLUMN added VARCHAR(50)");
            source.letGo();
            job.join(ENOUGH_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(written(table)).isEqualTo(RECORDS);
    }

    private static TestTable table(TestDatabase database) throws Exception {
        TestTable table = database.newTextTable();
        table.execute("ALTER TABLE " + table.name() + " ADD COLUMN n BIGINT");
        return table;
    }

    /** Makes a user who may do what the sink needs, and a ledger. */
    private static String userOf(TestTable table) throws Exception {
        String user = "writer_of_" + table.name();
        table.execute(
                "CREATE USER " + user
                        + (table.database().dialect() == Dialect.postgresql() ? " PASSWORD '" : " IDENTIFIED BY '")
                        + PASSWORD + "'",
                "CREATE TABLE ledger_of_" + table.name()
                        + " (job VARCHAR(120), generation VARCHAR(120), sink VARCHAR(120), subtask INTEGER, checkpoint_id BIGINT, attempt BIGINT)",
                "GRANT INSERT, SELECT ON " + table.name() + " TO " + user,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ledger_of_" + table.name() + " TO " + user);
        return user;
    }

    private static JdbcSink<String> sink(TestTable table, String user, Road road) {
        return road.of(JdbcSink.<String>into(table.name())
                .column("v", value -> value)
                .column("n", value -> value.equals(LAST) ? LARGE : 0)
                .ledgerTable("ledger_of_" + table.name())
                .connection(table.database().user(user).password(PASSWORD)));
    }

    private static Pipeline pipeline(HeldSource<String> source, JdbcSink<String> sink) {
        return Pipeline.named("test").source("held", source).sink("out", sink).build();
    }

    private Weir weir(int restartsMax, Failures failures) {
        return Weir.local(directory)
                .checkpointInterval(Duration.ofMillis(10))
                .restartStrategy(RestartStrategy.fixedDelay(restartsMax, Duration.ofMillis(10)))
                .observer(failures);
    }

    /** Until the first records are there, and the job knows that they are. */
    private static void awaitFirst(TestTable table, Job job) throws Exception {
        while (written(table).size() < FIRST_COUNT) {
            Thread.onSpinWait();
        }
        String last = table.query("SELECT MAX(checkpoint_id) FROM ledger_of_" + table.name())
                .get(0);
        while (job.committedCheckpoint() < Long.parseLong(last)) {
            Thread.onSpinWait();
        }
    }

    private static List<String> written(TestTable table) throws Exception {
        return table.query("SELECT v FROM " + table.name() + " ORDER BY id");
    }
}
