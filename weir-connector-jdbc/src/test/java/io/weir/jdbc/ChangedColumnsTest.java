package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output that one program staged, and another one finds in the checkpoint. */
class ChangedColumnsTest {

    private static final int SUBTASK = 3;

    @TempDir
    Path directory;

    private TestTable table;

    @BeforeEach
    void makeTable() throws Exception {
        table = new TestTable(JdbcConnection.to("jdbc:sqlite:" + directory.resolve("test.db")), "t");
        table.execute("CREATE TABLE t (city TEXT PRIMARY KEY, country TEXT, size TEXT)");
        committer(1, sink("city", "country")).close();
    }

    private JdbcSink<String> sink(String... columns) {
        JdbcSink<String> sink = JdbcSink.<String>into("t").connection(table.database());
        for (String column : columns) {
            sink = sink.column(column, value -> column + " of " + value);
        }
        return sink;
    }

    /** Returns a committable as a restart reads it. */
    private CommitRequest<JdbcCommittable> staged(JdbcSink<String> sink) {
        ByteWriter out = new ByteWriter();
        sink.committableSerde().write(new StagedRows(new WriterContext(1, "out"), sink).of("x"), out);
        JdbcCommittable restored = sink.committableSerde().read(new ByteReader(out.toByteArray()));
        return new CommitRequest<>(1, SUBTASK, restored, true);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private Committer<JdbcCommittable> committer(
            long attempt, JdbcSink<String> sink, CommitRequest<JdbcCommittable>... pending) throws Exception {
        Committer<JdbcCommittable> committer = sink.createCommitter(new WriterContext(attempt, "out"));
        committer.recover(pending.length, List.of(pending));
        return committer;
    }

    private List<String> rows() throws Exception {
        return table.query("SELECT city || ', ' || country FROM t");
    }

    private void refused(JdbcSink<String> before, JdbcSink<String> after) throws Exception {
        CommitRequest<JdbcCommittable> pending = staged(before);
        assertThatThrownBy(() -> committer(2, after, pending)).hasMessageContaining("[jdbc-columns-changed]");
        assertThat(rows()).isEmpty();
        try (Committer<JdbcCommittable> same = committer(3, before, pending)) {
            assertThat(same.commit(pending)).isEqualTo(CommitOutcome.COMMITTED);
        }
        assertThat(table.query("SELECT COUNT(*) FROM t")).containsExactly("1");
        try (Committer<JdbcCommittable> changed = committer(4, after, pending)) {
            assertThat(changed.commit(pending)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
        }
    }

    @Test
    void columnsInAnotherOrderAreFoundByTheirNames() throws Exception {
        CommitRequest<JdbcCommittable> pending = staged(sink("city", "country"));
        try (Committer<JdbcCommittable> committer = committer(2, sink("country", "city"), pending)) {
            assertThat(committer.commit(pending)).isEqualTo(CommitOutcome.COMMITTED);
        }
        assertThat(rows()).containsExactly("city of x, country of x");
    }

    @Test
    void aDeletionByKeysInAnotherOrderIsOfTheSameRow() throws Exception {
        table.execute("INSERT INTO t (city, country) VALUES ('city of x', 'country of x')");
        CommitRequest<JdbcCommittable> pending = staged(sink("city", "country").delete("city", "country"));
        JdbcSink<String> after = sink("country", "city").delete("country", "city");
        try (Committer<JdbcCommittable> committer = committer(2, after, pending)) {
            assertThat(committer.commit(pending)).isEqualTo(CommitOutcome.COMMITTED);
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void aColumnThatIsGoneIsRefusedUntilNothingIsPending() throws Exception {
        refused(sink("city", "country"), sink("city"));
    }

    @Test
    void aColumnThatIsNewIsRefusedUntilNothingIsPending() throws Exception {
        refused(sink("city", "country"), sink("city", "country", "size"));
    }

    @Test
    void otherKeysAreRefusedUntilNothingIsPending() throws Exception {
        refused(sink("city", "country"), sink("city", "country").upsert("city"));
    }

    @Test
    void anotherStatementIsRefusedUntilNothingIsPending() throws Exception {
        refused(
                JdbcSink.<String>statement("INSERT INTO t (city) VALUES (?)")
                        .parameter(value -> value)
                        .connection(table.database()),
                JdbcSink.<String>statement("INSERT INTO t (country) VALUES (?)")
                        .parameter(value -> value)
                        .connection(table.database()));
    }
}
