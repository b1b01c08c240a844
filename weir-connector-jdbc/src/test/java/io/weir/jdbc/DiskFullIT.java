package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.database.DatabaseServer;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database has room for some of a job's output only, until somebody makes room. */
class DiskFullIT {

    private static final int RECORD_COUNT = 60_000;
    private static final long ENOUGH_SECONDS = 120;
    private static final List<String> RECORDS = IntStream.range(0, RECORD_COUNT)
            .mapToObj(i -> "record-" + i + "-".repeat(60))
            .toList();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everyRecordIsWrittenOnceAlthoughFilesOfPostgresCannotGrowForAWhile(Road road) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(TestDatabase.POSTGRESQL.options())) {
            TestTable table = TestDatabase.POSTGRESQL.newTextTable(TestDatabase.connectionTo(server));
            outlast(new FileSizes(server, table), table, road, "could not extend file");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRecordIsWrittenOnceAlthoughTheTablespaceOfMariaDbIsFullForAWhile(Road road) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(Tablespace.options())) {
            TestTable table = TestDatabase.MARIADB.newTextTable(TestDatabase.connectionTo(server));
            outlast(new Tablespace(table), table, road, "is full");
        }
    }

    @Test
    void everyRecordIsWrittenOnceAlthoughAFileOfSqliteIsFullForAWhile() throws Exception {
        PageCount pages = new PageCount(directory.resolve("full.db"));
        outlast(pages, sqliteTable(pages), Road.STAGED, "SQLITE_FULL");
    }

    @Test
    void aJobWhoseRestartsAreUsedUpEndsAndGoesOnWhenItIsStartedWithRoom() throws Exception {
        PageCount pages = new PageCount(directory.resolve("full.db"));
        TestTable table = sqliteTable(pages);
        JdbcSink<String> sink = sink(table, Road.STAGED);
        pages.begin();
        Failures failures = new Failures();
        try (Job job = weir(2, failures).start(SinkRun.pipeline(sink, RECORDS))) {
            assertThatThrownBy(job::join)
                    .isInstanceOfSatisfying(WeirException.class, e -> assertFull(e, "SQLITE_FULL"));
        }
        assertThat(failures.left()).hasSize(3);

        pages.end();
        try (Job job = weir(0, failures).start(SinkRun.pipeline(sink, RECORDS))) {
            job.join(ENOUGH_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(written(table)).isEqualTo(RECORDS);
    }

    private static TestTable sqliteTable(PageCount pages) throws Exception {
        return TestDatabase.SQLITE.newTextTable(JdbcConnection.of(pages, Dialect.sqlite()));
    }

    private void outlast(Shortage shortage, TestTable table, Road road, String why) throws Exception {
        JdbcSink<String> sink = sink(table, road);
        // Makes the ledger.
        new SinkRun(directory.resolve("before")).write(sink, List.of("before"));
        shortage.begin();

        Failures failures = new Failures();
        try (Job job = weir(1_000, failures).start(SinkRun.pipeline(sink, RECORDS))) {
            assertFull(failures.next(), why);
            // It is as full for what starts again.
            assertFull(failures.next(), why);
            List<String> sofar = written(table);
            assertThat(sofar).isEqualTo(RECORDS.subList(0, sofar.size()));
            assertThat(sofar.size()).isBetween(1, RECORD_COUNT - 1);
            shortage.end();
            job.join(ENOUGH_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(written(table)).isEqualTo(RECORDS);
    }

    private static JdbcSink<String> sink(TestTable table, Road road) {
        return road.of(JdbcSink.<String>into(table.name())
                .column("v", value -> value)
                .bytesMax(1 << 15)
                .connection(table.database()));
    }

    private Weir weir(int restartsMax, Failures failures) {
        return Weir.local(directory.resolve("job"))
                .checkpointInterval(Duration.ofMillis(10))
                .restartStrategy(RestartStrategy.fixedDelay(restartsMax, Duration.ofMillis(100)))
                .observer(failures);
    }

    private static void assertFull(WeirException failure, String why) {
        assertThat(failure.code()).isEqualTo("jdbc-full");
        assertThat(failure.kind()).isEqualTo(ErrorKind.RESOURCES);
        assertThat(failure.why()).contains("has no room left", why);
        assertThat(failure.mend()).contains("make room");
    }

    private static List<String> written(TestTable table) throws Exception {
        return table.query("SELECT v FROM " + table.name() + " WHERE v LIKE 'record-%' ORDER BY id");
    }
}
