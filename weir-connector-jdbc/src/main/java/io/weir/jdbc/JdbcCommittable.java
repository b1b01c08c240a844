package io.weir.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The output of one subtask and checkpoint: the rows themselves, or the name of the prepared transaction that holds them.
 *
 * <p>Threading: Immutable, but for what it tells its writer.
 */
public final class JdbcCommittable {

    private static final byte[] NO_ROWS = {};

    private final long attempt;
    private final int rowCount;
    private final StagedNames names;
    private final byte[] rows;
    private final String transaction;
    private final @Nullable Runnable whenCommitted;

    private JdbcCommittable(
            long attempt,
            int rowCount,
            StagedNames names,
            byte[] rows,
            String transaction,
            @Nullable Runnable whenCommitted) {
        this.attempt = attempt;
        this.rowCount = rowCount;
        this.names = names;
        this.rows = rows;
        this.transaction = transaction;
        this.whenCommitted = whenCommitted;
    }

    static JdbcCommittable staged(
            long attempt, int rowCount, StagedNames names, byte[] rows, @Nullable Runnable whenCommitted) {
        return new JdbcCommittable(attempt, rowCount, names, rows, "", whenCommitted);
    }

    static JdbcCommittable prepared(long attempt, int rowCount, String transaction) {
        return new JdbcCommittable(attempt, rowCount, StagedNames.NONE, NO_ROWS, transaction, null);
    }

    /** Returns the attempt that wrote it. */
    long attempt() {
        return attempt;
    }

    int rowCount() {
        return rowCount;
    }

    /** Returns for which columns the rows are. */
    StagedNames names() {
        return names;
    }

    /** Returns the rows, as {@link RowLayout} writes them; none if they are in a prepared transaction. */
    byte[] rows() {
        return rows;
    }

    /** Returns the name of the prepared transaction; empty if the rows are here. */
    String transaction() {
        return transaction;
    }

    boolean isPrepared() {
        return !transaction.isEmpty();
    }

    /** Tells its writer, if that still lives, that the rows need no memory any more. */
    void committed() {
        if (whenCommitted != null) {
            whenCommitted.run();
        }
    }

    @Override
    public String toString() {
        return rowCount + " rows of attempt " + attempt + (isPrepared() ? " in transaction " + transaction : "");
    }
}
