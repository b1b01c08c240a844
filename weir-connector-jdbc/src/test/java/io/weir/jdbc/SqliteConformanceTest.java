package io.weir.jdbc;

import io.weir.testkit.conformance.SinkConformance;
import io.weir.testkit.conformance.SinkSubject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Every fact of the conformance kit, with staged commits into SQLite. */
class SqliteConformanceTest extends SinkConformance<String, JdbcCommittable> {

    @TempDir
    Path directory;

    @Override
    protected SinkSubject<String, JdbcCommittable> open() throws Exception {
        Path file = Files.createTempFile(directory, "place", ".db");
        return TableSubject.staged(TestDatabase.SQLITE.newTextTable(JdbcConnection.to("jdbc:sqlite:" + file)));
    }
}
