package io.weir.jdbc;

import io.weir.testkit.conformance.SinkConformance;
import io.weir.testkit.conformance.SinkSubject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every fact of the conformance kit, against real servers. Each has a table and a job of its own, and one ledger is shared by all. */
@Execution(ExecutionMode.CONCURRENT)
class JdbcConformanceIT {

    @Nested
    class StagedInPostgresql extends SinkConformance<String, JdbcCommittable> {

        @Override
        protected SinkSubject<String, JdbcCommittable> open() throws Exception {
            return TableSubject.staged(TestDatabase.POSTGRESQL.newTextTable());
        }
    }

    @Nested
    class StagedInMariaDb extends SinkConformance<String, JdbcCommittable> {

        @Override
        protected SinkSubject<String, JdbcCommittable> open() throws Exception {
            return TableSubject.staged(TestDatabase.MARIADB.newTextTable());
        }
    }

    @Nested
    class PreparedInPostgresql extends SinkConformance<String, JdbcCommittable> {

        @Override
        protected SinkSubject<String, JdbcCommittable> open() throws Exception {
            return TableSubject.prepared(TestDatabase.POSTGRESQL.newTextTable());
        }
    }

    @Nested
    class PreparedInMariaDb extends SinkConformance<String, JdbcCommittable> {

        @Override
        protected SinkSubject<String, JdbcCommittable> open() throws Exception {
            return TableSubject.prepared(TestDatabase.MARIADB.newTextTable());
        }
    }
}
