package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recovery rolls back of the transactions that it finds prepared. */
class SettlingTest {

    /** Whether the database answers "committed" and commits nothing, as MariaDB does while the connection that has prepared is going. */
    private boolean withoutEffect;

    private final NamedTransactions transactions = new NamedTransactions() {
        @Override
        public boolean staysWithConnection() {
            return withoutEffect;
        }

        @Override
        public boolean commit(Connection connection, String id) throws SQLException {
            return super.commit(connection, id) || withoutEffect;
        }
    };

    private final TreeSet<String> prepared = transactions.prepared;

    @TempDir
    Path directory;

    private static String id(long attempt) {
        WriterContext context = new WriterContext(attempt, "out");
        return new TransactionIds(context.jobId(), "out").of(context, 0);
    }

    private JdbcSink<String> sink() {
        JdbcConnection database =
                JdbcConnection.to("jdbc:sqlite:" + directory.resolve("test.db"), new PreparingDialect(transactions));
        return JdbcSink.<String>into("t").column("v", value -> value).prepared().connection(database);
    }

    @Test
    void anAnswerWithoutEffectIsNoCommit() throws Exception {
        withoutEffect = true;
        try (Committer<JdbcCommittable> committer = sink().createCommitter(new WriterContext(10, "out"))) {
            committer.recover(0, List.of());
            prepared.add(id(10));
            CommitOutcome outcome =
                    committer.commit(new CommitRequest<>(1, 0, JdbcCommittable.prepared(10, 3, id(10)), false));
            assertThat(outcome.status()).isEqualTo(CommitOutcome.Status.IN_DOUBT);
            assertThat(outcome.reason()).contains("the ledger, table").contains("has no row of checkpoint 1");
        }
    }

    @Test
    void anAttemptRollsBackWhatEarlierOnesLeftAndNothingOfNewerOnes() throws Exception {
        String foreign = new TransactionIds(new WriterContext().jobId(), "out").prefix() + ":by hand";
        prepared.addAll(List.of(id(9), id(10), id(11), foreign));
        try (Committer<JdbcCommittable> zombie = sink().createCommitter(new WriterContext(10, "out"))) {
            zombie.recover(0, List.of());
        }
        assertThat(prepared).containsExactlyInAnyOrder(id(10), id(11), foreign);
    }
}
