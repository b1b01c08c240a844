package io.weir.jdbc.source;

import io.weir.database.DatabaseProduct;
import io.weir.jdbc.source.SourceInput.Item;
import io.weir.testkit.conformance.SourceConformance;
import io.weir.testkit.conformance.SourceSubject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every fact of the conformance kit, against real servers. Each has a table and a job of its own. */
@Execution(ExecutionMode.CONCURRENT)
class JdbcSourceConformanceIT {

    @Nested
    class ByNumberInPostgresql extends SourceConformance<Item, JdbcSplit> {

        @Override
        protected SourceSubject<Item, JdbcSplit> open() throws Exception {
            return SourceInput.of(SourceTable.on(DatabaseProduct.POSTGRESQL), SourceInput::byNumber);
        }
    }

    @Nested
    class ByTextInPostgresql extends SourceConformance<Item, JdbcSplit> {

        @Override
        protected SourceSubject<Item, JdbcSplit> open() throws Exception {
            return SourceInput.of(SourceTable.on(DatabaseProduct.POSTGRESQL), SourceInput::byText);
        }
    }

    @Nested
    class PollingInPostgresql extends SourceConformance<Item, JdbcSplit> {

        @Override
        protected SourceSubject<Item, JdbcSplit> open() throws Exception {
            return SourceInput.of(SourceTable.on(DatabaseProduct.POSTGRESQL), SourceInput::polling);
        }
    }

    @Nested
    class ByTextInMariaDb extends SourceConformance<Item, JdbcSplit> {

        @Override
        protected SourceSubject<Item, JdbcSplit> open() throws Exception {
            return SourceInput.of(SourceTable.on(DatabaseProduct.MARIADB), SourceInput::byText);
        }
    }

    @Nested
    class PollingWithLagInMariaDb extends SourceConformance<Item, JdbcSplit> {

        @Override
        protected SourceSubject<Item, JdbcSplit> open() throws Exception {
            return SourceInput.of(SourceTable.on(DatabaseProduct.MARIADB), SourceInput::pollingWithLag);
        }
    }
}
