package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.database.DatabaseServer;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is killed with SIGKILL while a job writes, stays away for a while, and comes back. */
class ServerOutageIT {

    private static final int RECORD_COUNT = 60_000;
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void everyRecordIsWrittenOnceAlthoughTheServerIsKilled(TestDatabase database) throws Exception {
        List<String> records =
                IntStream.range(0, RECORD_COUNT).mapToObj(i -> "record-" + i).toList();
        try (DatabaseServer server = DatabaseServer.start(database.options())) {
            TestTable table = database.newTextTable(TestDatabase.connectionTo(server));
            JdbcSink<String> sink = JdbcSink.<String>into(table.name())
                    .column("v", value -> value)
                    .bytesMax(1 << 15)
                    .connection(table.database());
            Weir weir = Weir.local(directory)
                    .checkpointInterval(Duration.ofMillis(10))
                    .restartStrategy(RestartStrategy.fixedDelay(1_000, Duration.ofMillis(100)));
            try (Job job = weir.start(SinkRun.pipeline(sink, records))) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    awaitRows(table, kill * RECORD_COUNT / (2 * KILLS));
                    server.kill();
                    server.restart();
                }
                job.join();
            }

            assertThat(table.query("SELECT v FROM " + table.name() + " ORDER BY id"))
                    .isEqualTo(records);
        }
    }

    private static void awaitRows(TestTable table, int count) throws Exception {
        while (Integer.parseInt(
                        table.query("SELECT COUNT(*) FROM " + table.name()).get(0))
                < count) {
            Thread.onSpinWait();
        }
    }
}
