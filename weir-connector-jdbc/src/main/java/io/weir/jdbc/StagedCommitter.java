package io.weir.jdbc;

import io.weir.deadletter.DeadLetterLimit;
import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits staged output: rows and the ledger's row in one transaction of the database, in the first of which it is also seen whether that had been done, and
 * whether a newer attempt has taken over.
 *
 * <p>Threading: confined to the committer's thread, which may block.
 */
final class StagedCommitter implements Committer<JdbcCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(StagedCommitter.class);

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final Session session;
    private final LedgerKey key;
    private final Ledger ledger;
    private final LedgerRecovery recovery;
    private final Doubts doubts;
    private final RefusedCount refusedCount;

    StagedCommitter(StageContext context, SinkSettings<?> settings) {
        this.context = context;
        this.settings = settings;
        this.session = new Session(settings);
        this.key = LedgerKey.of(context.jobId(), context.stageName());
        this.ledger = new Ledger(settings.dialect(), settings.ledgerTable(), key);
        this.recovery = new LedgerRecovery(context, settings, ledger);
        this.doubts = new Doubts(settings, context.stageName());
        DeadLetterTable deadLetters = settings.deadLetterTable();
        this.refusedCount =
                new RefusedCount(context.stageName(), deadLetters == null ? DeadLetterLimit.NONE : deadLetters.limit());
    }

    @Override
    public void recover(long restoredCheckpointId, List<CommitRequest<JdbcCommittable>> pending) {
        for (CommitRequest<JdbcCommittable> request : pending) {
            if (request.committable().isPrepared()) {
                throw CommitFailures.otherRoad(context.stageName(), "prepared transactions", "with prepared()");
            }
        }
        inTransaction("the ledger of sink " + context.stageName() + " could not be taken over", connection -> {
            new SinkTables(settings).ensure(connection);
            recovery.takeOver(connection, restoredCheckpointId, pending, true);
            requireSameColumns(ledger.entries(connection), pending);
        });
    }

    /** Refuses all that is to be written before any of it is. */
    private void requireSameColumns(Map<Integer, Long> entries, List<CommitRequest<JdbcCommittable>> pending) {
        for (CommitRequest<JdbcCommittable> request : pending) {
            Long entry = entries.get(request.subtask());
            if (entry != null && entry < request.checkpointId()) {
                orderOf(request);
            }
        }
    }

    private RowOrder orderOf(CommitRequest<JdbcCommittable> request) {
        return RowOrder.of(request.committable().names(), settings.target());
    }

    @Override
    public Optional<String> doubt(CommitRequest<JdbcCommittable> request) {
        return recovery.isInDoubt(request.subtask()) ? Optional.of(doubts.withoutEntry(request)) : Optional.empty();
    }

    @Override
    public void settled(List<CommitRequest<JdbcCommittable>> committed) {
        inTransaction(
                "what a person decided could not be entered in the ledger of sink " + context.stageName(),
                connection -> recovery.settled(connection, committed));
        recovery.entered(committed.stream().map(CommitRequest::subtask).toList());
    }

    @Override
    public CommitOutcome commit(CommitRequest<JdbcCommittable> request) {
        if (recovery.isInDoubt(request.subtask())) {
            return CommitOutcome.inDoubt(doubts.withoutEntry(request));
        }
        return write(
                request,
                connection -> ledger.advance(connection, request.subtask(), request.checkpointId(), context.attempt()));
    }

    @Override
    public CommitOutcome commitAgain(CommitRequest<JdbcCommittable> request) {
        if (!recovery.isInDoubt(request.subtask())) {
            return commit(request);
        }
        CommitOutcome outcome = write(request, connection -> {
            recovery.requireNewest(connection);
            ledger.insert(connection, request.subtask(), request.checkpointId(), context.attempt());
            return true;
        });
        if (outcome.status() == CommitOutcome.Status.COMMITTED) {
            recovery.entered(List.of(request.subtask()));
        }
        return outcome;
    }

    /** Enters a checkpoint in the ledger; false if the ledger does not let it. */
    @FunctionalInterface
    private interface Entry {
        boolean enter(Connection connection) throws SQLException;
    }

    private CommitOutcome write(CommitRequest<JdbcCommittable> request, Entry entry) {
        String what = "the output of checkpoint " + request.checkpointId() + " for "
                + settings.target().inWords() + " could not be written";
        refusedCount.begun(request.committable().rowCount());
        Connection connection;
        try {
            connection = session.connection();
            if (!entry.enter(connection)) {
                CommitOutcome answer = whyNot(connection, request);
                session.rollback();
                return answer;
            }
            if (!writeRows(connection, request, entry)) {
                return notEntered(what);
            }
        } catch (SQLException e) {
            return CommitFailures.notCommitted(settings.dialect(), session, what, e);
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
        CommitOutcome outcome = CommitFailures.commit(settings.dialect(), session, connection, what);
        if (outcome.status() == CommitOutcome.Status.COMMITTED) {
            refusedCount.committed();
            request.committable().committed();
        }
        return outcome;
    }

    /** Writes fast; if a row is refused, once more and carefully, in a new transaction. Returns false if that one was not let in. */
    private boolean writeRows(Connection connection, CommitRequest<JdbcCommittable> request, Entry entry)
            throws SQLException {
        byte[] rows = request.committable().rows();
        RowOrder order = orderOf(request);
        try {
            session.rows().fast(rows, order);
            return true;
        } catch (SQLException e) {
            if (settings.dialect().kindOf(e) != SqlErrorKind.ROW) {
                throw e;
            }
            LOG.debug("a row of checkpoint {} was refused, looking for it", request.checkpointId(), e);
        }
        connection.rollback();
        if (!entry.enter(connection)) {
            return false;
        }
        session.rows()
                .carefully(
                        rows,
                        order,
                        new RowOrigin(
                                key,
                                request.subtask(),
                                request.checkpointId(),
                                request.committable().attempt()),
                        refusedCount);
        return true;
    }

    private CommitOutcome notEntered(String what) {
        session.rollback();
        return CommitOutcome.retryLater(what + ": the ledger was changed meanwhile");
    }

    /** Says why the ledger did not let a commit in. */
    private CommitOutcome whyNot(Connection connection, CommitRequest<JdbcCommittable> request) throws SQLException {
        long newest = ledger.attemptOf(connection);
        if (newest > context.attempt()) {
            throw recovery.fenced(newest);
        }
        Long entry = ledger.entries(connection).get(request.subtask());
        if (entry == null || newest == 0) {
            return CommitOutcome.inDoubt(doubts.withoutEntry(request));
        }
        if (entry < request.checkpointId()) {
            throw WeirException.defect(
                    "checkpoint " + request.checkpointId() + " of sink " + context.stageName() + " cannot be committed",
                    "subtask " + request.subtask() + " has a ledger row of another attempt, checkpoint " + entry);
        }
        return CommitOutcome.ALREADY_COMMITTED;
    }

    /** Work within a transaction. */
    @FunctionalInterface
    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private void inTransaction(String what, Work work) {
        try {
            Connection connection = session.connection();
            work.run(connection);
            connection.commit();
        } catch (SQLException e) {
            session.discard();
            throw CommitFailures.inRecovery(settings.dialect(), what, e);
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
    }

    @Override
    public void close() {
        session.discard();
    }
}
