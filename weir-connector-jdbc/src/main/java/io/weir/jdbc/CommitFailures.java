package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.sink.CommitOutcome;
import java.sql.Connection;
import java.sql.SQLException;

/** What is known after an error on the way to a commit. */
final class CommitFailures {

    private CommitFailures() {}

    /**
     * Before the COMMIT: it is certainly not committed. Returns that trying soon may help, or throws if it will not: a database that is full stays so until
     * somebody makes room, who is to read that at once.
     */
    static CommitOutcome notCommitted(Dialect dialect, Session session, String what, SQLException error) {
        SqlErrorKind kind = dialect.kindOf(error);
        WeirException inWords = JdbcErrors.inWords(dialect, what, error);
        if (kind == SqlErrorKind.CONNECTION) {
            session.discard();
        } else {
            session.rollback();
        }
        if (kind == SqlErrorKind.CONNECTION || kind == SqlErrorKind.BUSY) {
            return CommitOutcome.retryLater(String.valueOf(inWords.getMessage()));
        }
        throw inWords;
    }

    /** Commits. An error that does not say that the transaction was rolled back leaves the outcome unknown, and the connection is given up. */
    static CommitOutcome commit(Dialect dialect, Session session, Connection connection, String what) {
        try {
            connection.commit();
            return CommitOutcome.COMMITTED;
        } catch (SQLException e) {
            if (dialect.rolledBack(e)) {
                return notCommitted(dialect, session, what, e);
            }
            session.discard();
            throw unknown(what, e);
        }
    }

    static WeirException unknown(String what, SQLException error) {
        return WeirException.external(
                "jdbc-commit-unknown",
                what,
                "the outcome of the commit is not known: " + JdbcErrors.reason(error),
                "nothing: recovery finds out by the ledger. Check that the database is up and can be reached",
                error);
    }

    /** In recovery two attempts may begin the ledger at once; one is refused and starts again. */
    static WeirException inRecovery(Dialect dialect, String what, SQLException error) {
        if (dialect.kindOf(error) == SqlErrorKind.ROW) {
            return WeirException.external(
                    "jdbc-busy",
                    what,
                    "another attempt changed it at the same time: " + JdbcErrors.reason(error),
                    "nothing: the job starts again; see that no other process runs it",
                    error);
        }
        return JdbcErrors.inWords(dialect, what, error);
    }

    static WeirException otherRoad(String stage, String what, String how) {
        return WeirException.user(
                "jdbc-other-road",
                "sink " + stage + " cannot commit what the checkpoint holds",
                "it holds " + what + ", and the sink is set up the other way now",
                "start the job once more " + how + " and stop it in good order; then change the setting");
    }
}
