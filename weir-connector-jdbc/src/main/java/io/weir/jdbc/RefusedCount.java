package io.weir.jdbc;

import io.weir.deadletter.DeadLetterLimit;
import io.weir.error.WeirException;
import java.sql.SQLException;

/**
 * How many of an attempt's rows were refused: a storm of refusals is a fault of the table or the pipeline, and not of the rows.
 *
 * <p>Threading: confined to the committer's thread.
 */
final class RefusedCount {

    private final String sink;
    private final DeadLetterLimit limit;
    private long committedRows;
    private long committedRefused;

    /** Of the transaction that is open. */
    private long openRows;

    private long openRefused;

    RefusedCount(String sink, DeadLetterLimit limit) {
        this.sink = sink;
        this.limit = limit;
    }

    /** A transaction begins, perhaps in place of one that was rolled back. */
    void begun(int rowCount) {
        openRows = rowCount;
        openRefused = 0;
    }

    /** The transaction is committed. */
    void committed() {
        committedRows += openRows;
        committedRefused += openRefused;
        begun(0);
    }

    /** Returns how many rows the open transaction has, refused ones included. */
    long openRows() {
        return openRows;
    }

    /**
     * A row of the open transaction is refused.
     *
     * @throws WeirException {@code too-many-dead-letters}
     */
    void refused(SQLException cause) {
        openRefused++;
        long refusedCount = committedRefused + openRefused;
        long rowCount = committedRows + openRows;
        if (limit.isExceeded(refusedCount, rowCount)) {
            throw WeirException.user(
                    "too-many-dead-letters",
                    "the database refuses " + refusedCount + " of " + rowCount + " rows of this attempt for the sink \""
                            + sink + "\"",
                    "the limit of deadLetterTable is a share of " + limit.share()
                            + "; the last is refused for its content: " + JdbcErrors.reason(cause),
                    "mend the table's constraint or type, or raise the limit, and start the job again: nothing of this checkpoint is written yet."
                            + " A mended pipeline does not change rows that the checkpoint holds");
        }
    }
}
