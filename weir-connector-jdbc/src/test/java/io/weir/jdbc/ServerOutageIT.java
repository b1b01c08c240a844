package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.database.DatabaseServer;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The server is killed with SIGKILL while a job writes, or stops to answer, stays away for a while, and comes back. */
class ServerOutageIT {

    private static final int RECORD_COUNT = 60_000;
    private static final int FIRST_COUNT = 100;
    private static final int KILLS = 3;
    private static final long ENOUGH_SECONDS = 60;

    private static final List<String> RECORDS =
            IntStream.range(0, RECORD_COUNT).mapToObj(i -> "record-" + i).toList();

    @TempDir
    Path directory;

    static Stream<Arguments> servers() {
        return SinkTroubleIT.servers();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void everyRecordIsWrittenOnceAlthoughTheServerIsKilled(TestDatabase database, Road road) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(database.options())) {
            TestTable table = database.newTextTable(TestDatabase.connectionTo(server));
            Pipeline pipeline = SinkRun.pipeline(sink(table, road, Duration.ofSeconds(30)), RECORDS);
            try (Job job = weir(new Failures()).start(pipeline)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    awaitRows(table, kill * RECORD_COUNT / (2 * KILLS));
                    server.kill();
                    server.restart();
                }
                job.join();
            }

            assertThat(written(table)).isEqualTo(RECORDS);
        }
    }

    /** On the staged road an attempt lasts until ten retries of a commit have failed, which takes seconds: once is enough. */
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, STAGED", "POSTGRESQL, PREPARED", "MARIADB, PREPARED"})
    void aServerThatIsAwayIsSaidToBeAndIsWaitedFor(TestDatabase database, Road road) throws Exception {
        outlast(database, road, DatabaseServer::kill, DatabaseServer::restart);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aServerThatDoesNotAnswerIsSaidToBeAwayAndIsWaitedFor(TestDatabase database) throws Exception {
        outlast(database, Road.PREPARED, DatabaseServer::suspend, DatabaseServer::resume);
    }

    private interface Step {
        void run(DatabaseServer server);
    }

    private void outlast(TestDatabase database, Road road, Step leave, Step comeBack) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(database.options())) {
            TestTable table = database.newTextTable(TestDatabase.connectionTo(server));
            HeldSource<String> source = new HeldSource<>(RECORDS, FIRST_COUNT);
            Pipeline pipeline = Pipeline.named("test")
                    .source("held", source)
                    .sink("out", sink(table, road, Duration.ofMillis(500)))
                    .build();
            Failures failures = new Failures();
            try (Job job = weir(failures).start(pipeline)) {
                awaitRows(table, FIRST_COUNT);
                leave.run(server);
                source.letGo();
                assertAway(failures.next());
                assertAway(failures.next());
                comeBack.run(server);
                job.join(ENOUGH_SECONDS, TimeUnit.SECONDS);
            }

            assertThat(written(table)).isEqualTo(RECORDS);
        }
    }

    private static void assertAway(WeirException failure) {
        assertThat(failure.kind().restartable()).isTrue();
        assertThat(failure.code()).isIn("jdbc-unreachable", "commit-failed", "jdbc-commit-unknown");
        assertThat(failure.why()).containsAnyOf("cannot be reached, or the connection broke", "outcome of the commit");
    }

    private static JdbcSink<String> sink(TestTable table, Road road, Duration timeout) {
        return road.of(JdbcSink.<String>into(table.name())
                .column("v", value -> value)
                .bytesMax(1 << 15)
                .connection(table.database().timeout(timeout)));
    }

    private Weir weir(Failures failures) {
        return Weir.local(directory)
                .checkpointInterval(Duration.ofMillis(10))
                .restartStrategy(RestartStrategy.fixedDelay(1_000, Duration.ofMillis(100)))
                .observer(failures);
    }

    private static void awaitRows(TestTable table, int count) throws Exception {
        while (Integer.parseInt(
                        table.query("SELECT COUNT(*) FROM " + table.name()).get(0))
                < count) {
            Thread.onSpinWait();
        }
    }

    private static List<String> written(TestTable table) throws Exception {
        return table.query("SELECT v FROM " + table.name() + " ORDER BY id");
    }
}
