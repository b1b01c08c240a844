package io.weir.jdbc;

import io.weir.runtime.StageContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the connections of earlier attempts, whose process may live on, or have left a {@code PREPARE} on its way: what they have not prepared by then they never will. Where a prepared transaction
 * {@linkplain PreparedTransactions#staysWithConnection stays with its connection}, nobody else could commit it before.
 *
 * <p>Threading: confined to the committer's thread, which may block.
 */
final class EarlierConnections {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierConnections.class);

    /** Subtasks whose connections are asked for at once. */
    private static final int SUBTASKS = 16;

    /** Of a subtask: one that is written, and one for each checkpoint that waits for its commit, of which there are never so many. */
    private static final int PLACES = 16;

    /** What was open may be large, and is rolled back first. */
    private static final long NANOS_MAX = 600_000_000_000L;

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final Ledger ledger;
    private final PreparedTransactions transactions;
    private final TransactionIds ids;

    EarlierConnections(StageContext context, SinkSettings<?> settings, Ledger ledger) {
        this.context = context;
        this.settings = settings;
        this.ledger = ledger;
        this.transactions = settings.preparedTransactions();
        this.ids = new TransactionIds(context.jobId(), context.stageName());
    }

    /** Returns when they are gone. The attempts must have been shut out before, or they come again. */
    void end(Connection connection) throws SQLException {
        int known = subtasksKnown(connection);
        int first = 0;
        while (endAll(connection, names(first)) || first + SUBTASKS < known) {
            first += SUBTASKS;
        }
    }

    /** An attempt has a row in the ledger for each of its subtasks. Of a process that was killed any of them may be the only one whose connection is still there. */
    private int subtasksKnown(Connection connection) throws SQLException {
        int known = context.parallelism();
        for (int subtask : ledger.entries(connection).keySet()) {
            known = Math.max(known, subtask + 1);
        }
        connection.rollback();
        return known;
    }

    /** Returns whether there was any. */
    private boolean endAll(Connection connection, List<String> names) throws SQLException {
        long since = context.nanoTime();
        boolean found = false;
        while (!endNewestsEarlier(connection, names)) {
            if (!found) {
                LOG.info("sink {} waits until connections of earlier attempts have rolled back", context.stageName());
            }
            found = true;
            if (context.nanoTime() - since > NANOS_MAX) {
                throw new SQLException(
                        "a connection of an earlier attempt did not end within " + NANOS_MAX / 1_000_000_000 + " s");
            }
        }
        return found;
    }

    /** An attempt that has been shut out itself must not end those of the newer one. */
    private boolean endNewestsEarlier(Connection connection, List<String> names) throws SQLException {
        long newest = ledger.attemptOf(connection);
        connection.rollback();
        if (newest != context.attempt()) {
            throw LedgerRecovery.fenced(context, settings, newest);
        }
        return transactions.endNamed(connection, names);
    }

    private List<String> names(int firstSubtask) {
        List<String> names = new ArrayList<>();
        for (int subtask = firstSubtask; subtask < firstSubtask + SUBTASKS; subtask++) {
            for (int place = 0; place < PLACES; place++) {
                names.add(ids.connectionName(subtask, place));
            }
        }
        return names;
    }
}
