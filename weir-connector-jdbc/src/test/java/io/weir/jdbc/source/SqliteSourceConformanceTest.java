package io.weir.jdbc.source;

import io.weir.jdbc.source.SourceInput.Item;
import io.weir.testkit.conformance.SourceConformance;
import io.weir.testkit.conformance.SourceSubject;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every fact of the conformance kit, with SQLite. */
class SqliteSourceConformanceTest {

    @TempDir
    Path directory;

    @Nested
    class Scan extends SourceConformance<Item, JdbcSplit> {

        @Override
        protected SourceSubject<Item, JdbcSplit> open() throws Exception {
            return SourceInput.of(SourceTable.inFile(directory), SourceInput::byNumber);
        }
    }

    @Nested
    class Poll extends SourceConformance<Item, JdbcSplit> {

        @Override
        protected SourceSubject<Item, JdbcSplit> open() throws Exception {
            return SourceInput.of(SourceTable.inFile(directory), SourceInput::pollingWithLag);
        }
    }
}
