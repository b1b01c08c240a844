package io.weir.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger of a sink: rows of an ordinary table that say up to which checkpoint the output of a subtask is committed, written in the transaction of that
 * output. So "did it happen?" has one answer (I5).
 *
 * <p>Threading: Immutable; connections belong to the caller, and so do their transactions.
 *
 * <p>Invariants:
 * <ul>
 *   <li>L1 (I9): the row of subtask -1 has the number of the newest attempt. A recovery changes it first, so recoveries go one after another.
 *   <li>L2 (I9): staged output is committed only where the subtask's row has the attempt's number, looked at and changed in one statement.
 *       What a person's decision enters where there is no row is entered under the row of L1, held for the attempt.
 *   <li>L3: a subtask has a row before it writes anything. So a missing row was deleted, and never means "not committed".
 *   <li>L4: prepared transactions add rows and change none, so that one which waits for its commit is in nobody's way.
 * </ul>
 */
final class Ledger {

    /** The row that has the newest attempt, and no checkpoint. */
    private static final int FENCE = -1;

    private static final String OF_SINK = " WHERE job = ? AND generation = ? AND sink = ?";
    private static final int KEY_PARAMETERS = 3;

    private final String table;
    private final LedgerKey key;

    Ledger(Dialect dialect, TableName table, LedgerKey key) {
        this.table = dialect.quote(table);
        this.key = key;
    }

    /** Takes the sink over for an attempt. Returns false, having changed nothing, if a newer one has it. */
    boolean fence(Connection connection, long attempt) throws SQLException {
        if (attemptOf(connection) == 0) {
            insert(connection, FENCE, 0, attempt);
            return true;
        }
        return update(
                        connection,
                        "SET attempt = ?" + OF_SINK + " AND subtask = ? AND attempt < ?",
                        attempt,
                        FENCE,
                        attempt)
                > 0;
    }

    /**
     * Keeps the sink for an attempt until the end of the transaction: a newer one waits so long. Returns false if that has been replaced. Whether the update
     * counts a row that it leaves as it was is the driver's choice, so the attempt is read behind it.
     */
    boolean hold(Connection connection, long attempt) throws SQLException {
        update(connection, "SET attempt = ?" + OF_SINK + " AND subtask = ? AND attempt = ?", attempt, FENCE, attempt);
        return attemptOf(connection) == attempt;
    }

    /** Returns the newest attempt; 0 for none. */
    long attemptOf(Connection connection) throws SQLException {
        String sql = "SELECT attempt FROM " + table + OF_SINK + " AND subtask = " + FENCE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setKey(statement, 0);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** Gives the rows of all subtasks to an attempt. */
    void takeOver(Connection connection, long attempt) throws SQLException {
        update(connection, "SET attempt = ?" + OF_SINK + " AND subtask > ?", attempt, FENCE);
    }

    /** Returns up to which checkpoint the output of each subtask is committed. */
    Map<Integer, Long> entries(Connection connection) throws SQLException {
        Map<Integer, Long> entries = new TreeMap<>();
        String sql = "SELECT subtask, MAX(checkpoint_id) FROM " + table + OF_SINK + " AND subtask > " + FENCE
                + " GROUP BY subtask";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setKey(statement, 0);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.put(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        return entries;
    }

    /** Begins the ledger of a subtask, or adds a row for a checkpoint. */
    void insert(Connection connection, int subtask, long checkpointId, long attempt) throws SQLException {
        String sql = "INSERT INTO " + table
                + " (job, generation, sink, subtask, checkpoint_id, attempt) VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setKey(statement, 0);
            statement.setInt(KEY_PARAMETERS + 1, subtask);
            statement.setLong(KEY_PARAMETERS + 2, checkpointId);
            statement.setLong(KEY_PARAMETERS + 3, attempt);
            statement.executeUpdate();
        }
    }

    /**
     * Notes that the output of a checkpoint is committed, if this transaction is. Returns false, having changed nothing, if it had been committed before,
     * if the attempt has been replaced, or if there is no row (L2).
     */
    boolean advance(Connection connection, int subtask, long checkpointId, long attempt) throws SQLException {
        return update(
                        connection,
                        "SET checkpoint_id = ?" + OF_SINK + " AND subtask = ? AND attempt = ? AND checkpoint_id < ?",
                        checkpointId,
                        subtask,
                        attempt,
                        checkpointId)
                > 0;
    }

    /** Deletes the rows of a subtask for checkpoints before this one. */
    void forgetBefore(Connection connection, int subtask, long checkpointId) throws SQLException {
        deleteWhere(connection, "checkpoint_id < ?", subtask, checkpointId);
    }

    /** Deletes the row of a subtask for one checkpoint. */
    void forget(Connection connection, int subtask, long checkpointId) throws SQLException {
        deleteWhere(connection, "checkpoint_id = ?", subtask, checkpointId);
    }

    private void deleteWhere(Connection connection, String condition, int subtask, long checkpointId)
            throws SQLException {
        String sql = "DELETE FROM " + table + OF_SINK + " AND subtask = ? AND " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setKey(statement, 0);
            statement.setInt(KEY_PARAMETERS + 1, subtask);
            statement.setLong(KEY_PARAMETERS + 2, checkpointId);
            statement.executeUpdate();
        }
    }

    /** Updates with one parameter before those of the key, and the others behind. */
    private int update(Connection connection, String clauses, long first, long... others) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE " + table + " " + clauses)) {
            statement.setLong(1, first);
            setKey(statement, 1);
            for (int i = 0; i < others.length; i++) {
                statement.setLong(2 + KEY_PARAMETERS + i, others[i]);
            }
            return statement.executeUpdate();
        }
    }

    private void setKey(PreparedStatement statement, int before) throws SQLException {
        statement.setString(before + 1, key.job());
        statement.setString(before + 2, key.generation());
        statement.setString(before + 3, key.sink());
    }
}
