package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.database.DatabaseServer;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.error.WeirException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server has room for some of a job's output only, until somebody makes room. */
class DiskFullIT {

    private static final int RECORD_COUNT = 60_000;
    private static final long ENOUGH_SECONDS = 120;

    @TempDir
    Path directory;

    @Test
    void everyRecordIsWrittenOnceAlthoughFilesOfPostgresCannotGrowForAWhile() throws Exception {
        try (DatabaseServer server = DatabaseServer.start(TestDatabase.POSTGRESQL.options())) {
            TestTable table = TestDatabase.POSTGRESQL.newTextTable(TestDatabase.connectionTo(server));
            // A new segment of the write-ahead log has 16 MiB, and must find room, or the server ends.
            table.execute("INSERT INTO " + table.name()
                    + " (v) SELECT rpad('filler-' || n, 100, 'x') FROM generate_series(1, 130000) n");
            String largest = table.query("SELECT MAX(pg_relation_size(oid)) FROM pg_class")
                    .get(0);
            FileSizes files = new FileSizes(server);

            outOfRoom(
                    table,
                    () -> files.limit(Long.parseLong(largest) + (256 << 10)),
                    "jdbc-failed",
                    "could not extend file",
                    "Check free disk space",
                    files::unlimited);
        }
    }

    @Test
    void everyRecordIsWrittenOnceAlthoughTheTablespaceOfMariaDbIsFullForAWhile() throws Exception {
        try (DatabaseServer server = DatabaseServer.start(TestDatabase.MARIADB
                .options()
                .withSetting("innodb-file-per-table", "0")
                .withSetting("innodb-data-file-path", "ibdata1:12M:autoextend:max:40M"))) {
            TestTable table = TestDatabase.MARIADB.newTextTable(TestDatabase.connectionTo(server));
            Tablespace tablespace = new Tablespace(table);

            outOfRoom(table, tablespace::fill, "commit-failed", "is full", "free disk space", tablespace::empty);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void outOfRoom(TestTable table, Step fill, String code, String why, String mend, Step makeRoom)
            throws Exception {
        JdbcSink<String> sink = JdbcSink.<String>into(table.name())
                .column("v", value -> value)
                .bytesMax(1 << 15)
                .connection(table.database());
        // Makes the ledger.
        new SinkRun(directory.resolve("before")).write(sink, List.of("before"));
        fill.run();

        List<String> records =
                IntStream.range(0, RECORD_COUNT).mapToObj(i -> "record-" + i).toList();
        FirstFailure failure = new FirstFailure();
        Weir weir = Weir.local(directory.resolve("job"))
                .checkpointInterval(Duration.ofMillis(10))
                .restartStrategy(RestartStrategy.fixedDelay(1_000, Duration.ofMillis(100)))
                .observer(failure);
        try (Job job = weir.start(SinkRun.pipeline(sink, records))) {
            Throwable first = failure.cause.get(ENOUGH_SECONDS, TimeUnit.SECONDS);
            assertThat(first).isInstanceOfSatisfying(WeirException.class, e -> {
                assertThat(e.code()).isEqualTo(code);
                assertThat(e).hasMessageContaining(why).hasMessageContaining(mend);
            });
            assertThat(written(table))
                    .isEqualTo(records.subList(0, written(table).size()));
            assertThat(written(table).size()).isBetween(1, RECORD_COUNT - 1);
            makeRoom.run();
            job.join(ENOUGH_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(written(table)).isEqualTo(records);
    }

    private static List<String> written(TestTable table) throws Exception {
        return table.query("SELECT v FROM " + table.name() + " WHERE v LIKE 'record-%' ORDER BY id");
    }

    private static final class FirstFailure implements ProtocolObserver {

        final CompletableFuture<Throwable> cause = new CompletableFuture<>();

        @Override
        public void reached(ProtocolStep step, long checkpointId, String where) {}

        @Override
        public void failed(String where, Throwable newCause) {
            cause.complete(newCause);
        }
    }

    /** How large the files of a server may become: what each of its processes may write, which needs no rights. */
    private record FileSizes(DatabaseServer server) {

        private static final String NOBODY = "65534";

        void limit(long bytesMax) throws Exception {
            set(Long.toString(bytesMax));
        }

        void unlimited() throws Exception {
            set("unlimited");
        }

        private void set(String softLimit) throws Exception {
            ProcessHandle first = ProcessHandle.of(server.pid()).orElseThrow();
            set(first, softLimit);
            for (ProcessHandle process : first.descendants().toList()) {
                set(process, softLimit);
            }
        }

        private static void set(ProcessHandle process, String softLimit) throws Exception {
            List<String> command = new ArrayList<>();
            if ("root".equals(System.getProperty("user.name"))) {
                // As the server's user: what another's processes may do takes a capability to change, which not every
                // root has.
                command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
            }
            command.addAll(List.of("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + softLimit + ":"));
            Process prlimit = new ProcessBuilder(command).inheritIO().start();
            // A process of the server may have ended meanwhile.
            assertThat(prlimit.waitFor() == 0 || !process.isAlive()).isTrue();
        }
    }

    /** The one tablespace of a server. */
    private record Tablespace(TestTable table) {

        private static final int TABLE_IS_FULL = 1114;

        /** Fills it, but for some megabytes. */
        void fill() throws Exception {
            table.execute(
                    "CREATE TABLE margin (x VARCHAR(4000))",
                    "INSERT INTO margin SELECT REPEAT('x', 4000) FROM seq_1_to_1024",
                    "CREATE TABLE filler (x VARCHAR(4000))");
            boolean full = false;
            while (!full) {
                full = !isRoomForMore();
            }
            table.execute("DROP TABLE margin");
        }

        private boolean isRoomForMore() throws Exception {
            try {
                table.execute("INSERT INTO filler SELECT REPEAT('x', 4000) FROM seq_1_to_64");
                return true;
            } catch (SQLException e) {
                assertThat(e.getErrorCode()).isEqualTo(TABLE_IS_FULL);
                return false;
            }
        }

        void empty() throws Exception {
            table.execute("DROP TABLE filler");
        }
    }
}
