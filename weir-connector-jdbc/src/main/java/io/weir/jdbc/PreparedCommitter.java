package io.weir.jdbc;

import io.weir.runtime.StageContext;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits prepared transactions, and rolls back those of earlier attempts that the checkpoint does not list. A transaction that is gone is committed if the
 * ledger has its row, which was inside of it.
 *
 * <p>Threading: confined to the committer's thread, which may block.
 */
final class PreparedCommitter implements Committer<JdbcCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(PreparedCommitter.class);

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final PreparedTransactions transactions;
    private final TransactionIds ids;
    private final String prefix;
    private final WriterConnections connections;
    private final Session session;
    private final Ledger ledger;
    private final LedgerRecovery recovery;
    private final Doubts doubts;

    /** Up to which checkpoint the output of each subtask is committed. */
    private final Map<Integer, Long> entries = new HashMap<>();

    private final Set<String> found = new HashSet<>();

    PreparedCommitter(StageContext context, SinkSettings<?> settings, WriterConnections connections) {
        this.context = context;
        this.settings = settings;
        this.transactions = settings.preparedTransactions();
        this.ids = new TransactionIds(context.jobId(), context.stageName());
        this.prefix = ids.prefix();
        this.connections = connections;
        this.session = new Session(settings);
        this.ledger = new Ledger(
                settings.dialect(), settings.ledgerTable(), LedgerKey.of(context.jobId(), context.stageName()));
        this.recovery = new LedgerRecovery(context, settings, ledger);
        this.doubts = new Doubts(settings, context.stageName());
    }

    @Override
    public void recover(long restoredCheckpointId, List<CommitRequest<JdbcCommittable>> pending) {
        Set<String> listed = new HashSet<>();
        for (CommitRequest<JdbcCommittable> request : pending) {
            if (!request.committable().isPrepared()) {
                throw CommitFailures.otherRoad(context.stageName(), "staged rows", "without prepared()");
            }
            listed.add(request.committable().transaction());
        }
        try {
            Connection connection = session.connection();
            new SinkTables(settings).ensure(connection);
            recovery.takeOver(connection, restoredCheckpointId, pending, false);
            connection.commit();
            new EarlierConnections(context, settings, ledger).end(connection);
            settle(connection, listed);
            // What an earlier attempt had begun to commit may have ended just before.
            entries.putAll(ledger.entries(connection));
            connection.rollback();
        } catch (SQLException e) {
            session.discard();
            throw CommitFailures.inRecovery(
                    settings.dialect(),
                    "what earlier attempts of sink " + context.stageName() + " left could not be settled",
                    e);
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
    }

    /** Rolls back what earlier attempts left and the checkpoint does not list. A newer attempt that has taken over meanwhile may have prepared output already. */
    private void settle(Connection connection, Set<String> listed) throws SQLException {
        found.clear();
        Set<String> notRolledBack = new HashSet<>();
        for (String id : transactions.list(connection, prefix)) {
            if (listed.contains(id)) {
                found.add(id);
            } else if (isOfEarlierAttempt(id)) {
                if (transactions.rollback(connection, id)) {
                    LOG.info("rolled back transaction {}, which no checkpoint lists", id);
                } else {
                    notRolledBack.add(id);
                }
            }
        }
        requireGone(connection, notRolledBack);
    }

    /** Another may have rolled them back just before; one that is still there would hold its locks for ever. */
    private void requireGone(Connection connection, Set<String> ids) throws SQLException {
        if (!ids.isEmpty()) {
            ids.retainAll(transactions.list(connection, prefix));
        }
        if (!ids.isEmpty()) {
            throw new SQLException(
                    "transactions of earlier attempts cannot be rolled back, their connections are still open: " + ids);
        }
    }

    private boolean isOfEarlierAttempt(String id) {
        return ids.owns(id) && ids.attemptOf(id) < context.attempt();
    }

    @Override
    public Optional<String> doubt(CommitRequest<JdbcCommittable> request) {
        boolean known =
                isEntered(request) || found.contains(request.committable().transaction());
        return known ? Optional.empty() : Optional.of(doubts.gone(request));
    }

    @Override
    public void settled(List<CommitRequest<JdbcCommittable>> committed) {
        try {
            Connection connection = session.connection();
            recovery.requireNewest(connection);
            for (CommitRequest<JdbcCommittable> request : committed) {
                if (!isEntered(request)) {
                    ledger.insert(connection, request.subtask(), request.checkpointId(), context.attempt());
                    entries.put(request.subtask(), request.checkpointId());
                }
            }
            connection.commit();
        } catch (SQLException e) {
            session.discard();
            throw JdbcErrors.inWords(
                    settings.dialect(),
                    "what a person decided could not be entered in the ledger of sink " + context.stageName(),
                    e);
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
    }

    @Override
    public CommitOutcome commit(CommitRequest<JdbcCommittable> request) {
        String id = request.committable().transaction();
        String what = "the output of checkpoint " + request.checkpointId() + " for "
                + settings.target().inWords() + ", transaction " + id + ", was not confirmed as committed";
        Connection connection;
        try {
            connection = session.connection();
        } catch (SQLException e) {
            return CommitFailures.notCommitted(settings.dialect(), session, what, e);
        }
        Session owner = connections.preparedBy(id);
        try {
            if (owner != null) {
                transactions.commitOwn(owner.connection(), id);
                connections.committed(id);
                forgetOlder(request);
                return CommitOutcome.COMMITTED;
            }
            if (transactions.commit(connection, id)) {
                if (transactions.staysWithConnection() && !hasHappened(connection, request)) {
                    return CommitOutcome.inDoubt(doubts.withoutEffect(request));
                }
                forgetOlder(request);
                return CommitOutcome.COMMITTED;
            }
            entries.putAll(ledger.entries(connection));
            connection.rollback();
            if (isEntered(request)) {
                return CommitOutcome.ALREADY_COMMITTED;
            }
            if (transactions.list(connection, prefix).contains(id)) {
                return CommitOutcome.retryLater(what + ": the connection that prepared it is not gone yet");
            }
            return CommitOutcome.inDoubt(doubts.gone(request));
        } catch (SQLException e) {
            session.discard();
            throw CommitFailures.unknown(what, e);
        }
    }

    /** Asks the ledger, whose row was inside of the transaction (I5). */
    private boolean hasHappened(Connection connection, CommitRequest<JdbcCommittable> request) throws SQLException {
        return ledger.entries(connection).getOrDefault(request.subtask(), -1L) >= request.checkpointId();
    }

    /** The row before is not needed any more, now that there is a newer one. Should that fail, it stays, and does no harm. */
    private void forgetOlder(CommitRequest<JdbcCommittable> request) {
        Long older = entries.put(request.subtask(), request.checkpointId());
        if (older == null || older >= request.checkpointId()) {
            return;
        }
        try {
            Connection connection = session.connection();
            ledger.forget(connection, request.subtask(), older);
            connection.commit();
        } catch (SQLException e) {
            LOG.debug("the ledger's row of checkpoint {} stays", older, e);
            session.discard();
        }
    }

    private boolean isEntered(CommitRequest<JdbcCommittable> request) {
        return entries.getOrDefault(request.subtask(), -1L) >= request.checkpointId();
    }

    @Override
    public void close() {
        connections.close();
        session.discard();
    }
}
