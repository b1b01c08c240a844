package io.weir.jdbc;

import io.weir.runtime.StageContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends the connections of earlier attempts, where a prepared transaction {@linkplain PreparedTransactions#staysWithConnection stays with its connection}: nobody else could commit it as long as a
 * process lives on that was replaced, or its host cannot be reached.
 *
 * <p>Threading: confined to the committer's thread, which may block.
 */
final class EarlierConnections {

    /** Subtasks whose connections are asked for at once. */
    private static final int SUBTASKS = 64;

    /** Of a subtask: one that is written, one that waits for its commit, and two more. A subtask that has more has these too, unless they have ended already. */
    private static final int PLACES = 4;

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final PreparedTransactions transactions;
    private final TransactionIds ids;

    EarlierConnections(StageContext context, SinkSettings<?> settings) {
        this.context = context;
        this.settings = settings;
        this.transactions = settings.preparedTransactions();
        this.ids = new TransactionIds(context.jobId(), context.stageName());
    }

    /** Returns when they are gone. The attempts must have been shut out before, or they come again. */
    void end(Connection connection) throws SQLException {
        long since = context.nanoTime();
        int first = 0;
        boolean found = true;
        while (found) {
            found = false;
            while (!transactions.endNamed(connection, names(first))) {
                found = true;
                if (context.nanoTime() - since > settings.database().timeout().toNanos()) {
                    throw new SQLException("a connection of an earlier attempt did not end within "
                            + settings.database().timeout().toSeconds() + " s");
                }
            }
            first += SUBTASKS;
        }
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
