package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** A point in time is the same whatever the time zone of the machine is. */
class InstantInUtcIT {

    @Test
    void anInstantInAColumnWithoutAZoneIsWrittenInUtc() throws Exception {
        TestTable table = TestDatabase.POSTGRESQL.newTable("moment TIMESTAMP NOT NULL");
        JdbcSink<String> sink = JdbcSink.<String>into(table.name())
                .column("moment", Instant::parse)
                .connection(table.database());
        WriterContext context = new WriterContext(1, "instant-" + table.name());
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try (Committer<JdbcCommittable> committer = sink.createCommitter(context)) {
            committer.recover(0, List.of());
            JdbcCommittable row = new StagedRows(context, sink).of("2026-01-02T03:04:05Z");
            assertThat(committer.commit(new CommitRequest<>(1, context.subtask(), row, false)))
                    .isEqualTo(CommitOutcome.COMMITTED);
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(table.query("SELECT to_char(moment, 'YYYY-MM-DD HH24:MI:SS') FROM " + table.name()))
                .containsExactly("2026-01-02 03:04:05");
    }
}
