package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.weir.deadletter.DeadLetterLimit;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Commits one by one, with all that can come between, in a file of SQLite. */
class StagedCommitterTest {

    private static final int SUBTASK = 3;

    @TempDir
    Path directory;

    private TestTable table;
    private FaultyCommits commits;
    private JdbcSink<String> sink;

    @BeforeEach
    void makeTable() throws Exception {
        table = new TestTable(JdbcConnection.to("jdbc:sqlite:" + directory.resolve("test.db")), "t");
        table.execute("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT NOT NULL UNIQUE)");
        commits = new FaultyCommits(table.database());
        sink = JdbcSink.<String>into("t").column("v", value -> value).connection(commits.connection());
    }

    private Committer<JdbcCommittable> recovered(
            long attempt, long restoredCheckpointId, List<CommitRequest<JdbcCommittable>> pending) throws Exception {
        Committer<JdbcCommittable> committer = sink.createCommitter(new WriterContext(attempt, "out"));
        committer.recover(restoredCheckpointId, pending);
        return committer;
    }

    private CommitRequest<JdbcCommittable> staged(long checkpointId, String... values) {
        return new CommitRequest<>(
                checkpointId, SUBTASK, new StagedRows(new WriterContext(1, "out"), sink).of(values), true);
    }

    private List<String> rows() throws SQLException {
        return table.query("SELECT v FROM t ORDER BY id");
    }

    private List<String> ledger() throws SQLException {
        return table.query("SELECT checkpoint_id FROM weir_ledger WHERE subtask = " + SUBTASK);
    }

    @Test
    void rowsAndLedgerAreWrittenTogetherOrNotAtAll() throws Exception {
        try (Committer<JdbcCommittable> committer = recovered(1, 0, List.of())) {
            assertThat(committer.commit(staged(1, "a", "b"))).isEqualTo(CommitOutcome.COMMITTED);
            CommitRequest<JdbcCommittable> refused = staged(2, "c", "a");
            assertThatThrownBy(() -> committer.commit(refused)).hasMessageContaining("[jdbc-row-refused]");
            assertThat(rows()).containsExactly("a", "b");
            assertThat(ledger()).containsExactly("1");

            table.execute("DELETE FROM t WHERE v = 'a'");
            assertThat(committer.commit(refused)).isEqualTo(CommitOutcome.COMMITTED);
            assertThat(rows()).containsExactly("b", "c", "a");
            assertThat(ledger()).containsExactly("2");
        }
    }

    @Test
    void aRefusedRowIsToldByItsKeyShortenedAndByNothingElseOfIt() throws Exception {
        table.execute("CREATE TABLE k (id TEXT PRIMARY KEY, v INTEGER CHECK (v < 9))");
        sink = JdbcSink.<String>into("k")
                .column("id", value -> value.repeat(100))
                .column("v", value -> value.equals("x") ? 1234567 : 1)
                .upsert("id")
                .connection(commits.connection());
        try (Committer<JdbcCommittable> committer = recovered(1, 0, List.of())) {
            CommitRequest<JdbcCommittable> refused = staged(1, "a", "x");
            assertThatThrownBy(() -> committer.commit(refused))
                    .hasMessageContaining("[jdbc-row-refused]")
                    .hasMessageContaining("row 1 of ")
                    .hasMessageContaining("key {\"id\":\"" + "x".repeat(64) + "...\"}")
                    .hasMessageContaining("set deadLetterTable(..) to see the row")
                    .hasMessageNotContaining("x".repeat(65))
                    .hasMessageNotContaining("1234567");
        }
    }

    @Test
    void ofTheRefusedRowsOfACheckpointTheFirstIsLoggedWithTheirCount() throws Exception {
        sink = sink.deadLetterTable("dead");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("io.weir.jdbc");
        logger.addAppender(log);
        try (Committer<JdbcCommittable> committer = recovered(1, 0, List.of())) {
            committer.commit(staged(1, "a"));
            committer.commit(staged(2, "b", "a", "c", "a", "a"));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(rows()).containsExactly("a", "b", "c");
        assertThat(table.query("SELECT row_number_in_checkpoint FROM dead")).containsExactly("1", "3", "4");
        List<ILoggingEvent> warnings =
                log.list.stream().filter(each -> each.getLevel() == Level.WARN).toList();
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).getFormattedMessage())
                .startsWith(
                        "3 of 5 rows of checkpoint 2 of sink out, subtask 3, go to table dead; the first is row 1: ")
                .contains("UNIQUE constraint failed");
    }

    @Test
    void moreRefusedRowsThanTheLimitAllowsFailTheJobAndNothingOfTheirCheckpointIsWritten() throws Exception {
        sink = sink.deadLetterTable("dead", DeadLetterLimit.share(0.25).after(5));
        CommitRequest<JdbcCommittable> tooMany = staged(3, "a", "b", "c", "d");
        try (Committer<JdbcCommittable> committer = recovered(1, 0, List.of())) {
            committer.commit(staged(1, "a", "b"));
            committer.commit(staged(2, "a", "c"));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> committer.commit(tooMany))
                        .hasMessageContaining("[too-many-dead-letters]")
                        .hasMessageContaining("sink \"out\"")
                        .hasMessageContaining("3 of 8 rows of this attempt")
                        .hasMessageContaining("UNIQUE constraint failed");
            }
            assertThat(rows()).containsExactly("a", "b", "c");
            assertThat(table.query("SELECT checkpoint_id FROM dead")).containsExactly("2");
            assertThat(ledger()).containsExactly("2");
        }
        try (Committer<JdbcCommittable> committer = recovered(2, 3, List.of(tooMany))) {
            assertThat(committer.commit(tooMany)).as("four rows are not five").isEqualTo(CommitOutcome.COMMITTED);
        }
    }

    @Test
    void anAttemptThatWasReplacedCommitsNothing() throws Exception {
        CommitRequest<JdbcCommittable> late = staged(1, "a");
        try (Committer<JdbcCommittable> replaced = recovered(1, 0, List.of());
                Committer<JdbcCommittable> newest = recovered(2, 0, List.of())) {
            assertThatThrownBy(() -> replaced.commit(late)).hasMessageContaining("[jdbc-fenced]");
            assertThat(rows()).isEmpty();
            assertThat(newest.commit(late)).isEqualTo(CommitOutcome.COMMITTED);
            assertThat(rows()).containsExactly("a");
        }
        assertThatThrownBy(() -> recovered(1, 1, List.of())).hasMessageContaining("[jdbc-fenced]");
    }

    @Test
    void whatIsCommittedIsNotWrittenAgain() throws Exception {
        CommitRequest<JdbcCommittable> first = staged(1, "a");
        try (Committer<JdbcCommittable> committer = recovered(1, 0, List.of())) {
            assertThat(committer.commit(first)).isEqualTo(CommitOutcome.COMMITTED);
        }
        // So that a repetition is not refused for its content.
        table.execute("DELETE FROM t");
        try (Committer<JdbcCommittable> committer = recovered(2, 1, List.of(first))) {
            assertThat(committer.doubt(first)).isEmpty();
            assertThat(committer.commit(first)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void aCommitWithoutAnAnswerIsNeitherDoneNorRefusedUntilTheLedgerIsRead() throws Exception {
        CommitRequest<JdbcCommittable> lost = staged(1, "a");
        CommitRequest<JdbcCommittable> done = staged(2, "b");
        try (Committer<JdbcCommittable> committer = recovered(1, 0, List.of())) {
            commits.plant(FaultyCommits.Fault.REQUEST_LOST);
            assertThatThrownBy(() -> committer.commit(lost)).hasMessageContaining("[jdbc-commit-unknown]");
        }
        try (Committer<JdbcCommittable> committer = recovered(2, 1, List.of(lost))) {
            assertThat(committer.commit(lost)).isEqualTo(CommitOutcome.COMMITTED);
            commits.plant(FaultyCommits.Fault.REPLY_LOST);
            assertThatThrownBy(() -> committer.commit(done)).hasMessageContaining("[jdbc-commit-unknown]");
        }
        try (Committer<JdbcCommittable> committer = recovered(3, 2, List.of(done))) {
            assertThat(committer.commit(done)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
        }
        assertThat(rows()).containsExactly("a", "b");
    }

    @Test
    void aDirectoryThatHasLostCheckpointsIsRefused() throws Exception {
        try (Committer<JdbcCommittable> committer = recovered(1, 0, List.of())) {
            committer.commit(staged(1, "a"));
            committer.commit(staged(2, "b"));
        }
        assertThatThrownBy(() -> recovered(2, 1, List.of())).hasMessageContaining("[jdbc-ledger-ahead]");
        recovered(3, 2, List.of()).close();
    }

    @Test
    void aRowOfTheLedgerThatWasDeletedLeavesItsOutputInDoubt() throws Exception {
        CommitRequest<JdbcCommittable> pending = staged(1, "a");
        recovered(1, 0, List.of()).close();
        table.execute("DELETE FROM weir_ledger");
        try (Committer<JdbcCommittable> committer = recovered(2, 1, List.of(pending))) {
            assertThat(committer.doubt(pending)).get().asString().contains("has no row for subtask 3 any more");
            assertThat(committer.commit(pending).status()).isEqualTo(CommitOutcome.Status.IN_DOUBT);
            assertThat(rows()).isEmpty();
            assertThat(committer.commitAgain(pending)).isEqualTo(CommitOutcome.COMMITTED);
            assertThat(rows()).containsExactly("a");
        }
    }

    @Test
    void anAttemptThatWasReplacedEntersNoDecisionOfAPerson() throws Exception {
        CommitRequest<JdbcCommittable> pending = staged(1, "a");
        recovered(1, 0, List.of()).close();
        table.execute("DELETE FROM weir_ledger");
        try (Committer<JdbcCommittable> replaced = recovered(5, 1, List.of(pending));
                Committer<JdbcCommittable> newest = recovered(6, 1, List.of(pending))) {
            assertThatThrownBy(() -> replaced.commitAgain(pending)).hasMessageContaining("[jdbc-fenced]");
            assertThatThrownBy(() -> replaced.settled(List.of(pending))).hasMessageContaining("[jdbc-fenced]");
            assertThat(rows()).isEmpty();
            assertThat(ledger()).isEmpty();

            assertThat(newest.commitAgain(pending)).isEqualTo(CommitOutcome.COMMITTED);
            assertThat(newest.commit(staged(2, "b"))).isEqualTo(CommitOutcome.COMMITTED);
            table.execute("DELETE FROM t WHERE v = 'a'");
            assertThatThrownBy(() -> replaced.commitAgain(pending)).hasMessageContaining("[jdbc-fenced]");
            assertThat(rows()).containsExactly("b");
            assertThat(ledger()).containsExactly("2");
        }
    }
}
