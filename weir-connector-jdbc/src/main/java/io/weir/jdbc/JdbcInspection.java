package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitRequest;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.SinkInspection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one sink of one job has in a database: its prepared transactions, and what its ledger says. Staged output has nothing open there.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class JdbcInspection implements SinkInspection<JdbcCommittable> {

    private final SinkSettings<?> settings;
    private final Dialect dialect;
    private final String stage;
    private final TransactionIds ids;
    private final Ledger ledger;
    private final Doubts doubts;
    private final Session session;

    JdbcInspection(SinkSettings<?> settings, JobId jobId, String stageName) {
        this.settings = settings;
        this.dialect = settings.dialect();
        this.stage = "sink " + stageName;
        this.ids = new TransactionIds(jobId, stageName);
        this.ledger = new Ledger(dialect, settings.ledgerTable(), LedgerKey.of(jobId, stageName));
        this.doubts = new Doubts(settings, stageName);
        this.session = new Session(settings);
        ask(settings.database() + " could not be asked for " + stage, connection -> true);
    }

    /** Also of a sink that stages: it may have been set up with {@code prepared()} before. */
    @Override
    public List<OutsideTransaction> open() {
        return ask("what " + stage + " has open in " + settings.database() + " could not be looked at", connection -> {
            List<OutsideTransaction> open = new ArrayList<>();
            for (String id : prepared(connection)) {
                open.add(new OutsideTransaction(id, ids.subtaskOf(id), "prepared", detail(connection, id)));
            }
            return open;
        });
    }

    private String detail(Connection connection, String id) throws SQLException {
        String known = transactions().detail(connection, id);
        return ids.inWords(id) + (known.isEmpty() ? "" : ", " + known);
    }

    /** Returns the ids of this sink's prepared transactions, sorted. */
    private List<String> prepared(Connection connection) throws SQLException {
        if (dialect.preparedTransactions().isEmpty()) {
            return List.of();
        }
        try {
            return transactions().list(connection, ids.prefix()).stream()
                    .filter(ids::owns)
                    .sorted()
                    .toList();
        } catch (SQLException e) {
            // A sink that prepares cannot start without the right to list. So one that stages, and has not the right,
            // never did.
            if (!settings.prepared() && dialect.kindOf(e) == SqlErrorKind.RIGHTS) {
                return List.of();
            }
            throw e;
        }
    }

    private PreparedTransactions transactions() {
        return settings.preparedTransactions();
    }

    @Override
    public Optional<String> transactionOf(JdbcCommittable committable) {
        return committable.isPrepared() ? Optional.of(committable.transaction()) : Optional.empty();
    }

    /** What is prepared is looked at before the ledger: what is committed in between is found in the ledger then. */
    @Override
    public CommitEvidence evidence(CommitRequest<JdbcCommittable> request) {
        return ask(
                "the ledger of " + stage + ", table " + settings.ledgerTable() + ", could not be read", connection -> {
                    JdbcCommittable committable = request.committable();
                    boolean isOpen =
                            committable.isPrepared() && prepared(connection).contains(committable.transaction());
                    Long entry = entries(connection).get(request.subtask());
                    if (entry != null && entry >= request.checkpointId()) {
                        return CommitEvidence.committed(says(request, entry));
                    }
                    if (committable.isPrepared()) {
                        return isOpen
                                ? CommitEvidence.notCommitted(
                                        "transaction " + committable.transaction() + " is prepared")
                                : CommitEvidence.inDoubt(doubts.gone(request));
                    }
                    return entry == null
                            ? CommitEvidence.inDoubt(doubts.withoutEntry(request))
                            : CommitEvidence.notCommitted(
                                    says(request, entry) + "; " + committable + " is in the checkpoint");
                });
    }

    private static String says(CommitRequest<JdbcCommittable> request, long entry) {
        return "the ledger says that subtask " + request.subtask() + " is committed up to checkpoint " + entry;
    }

    /** A ledger that is not there has no rows, as the next start will find when it has made it anew. */
    private Map<Integer, Long> entries(Connection connection) throws SQLException {
        try {
            return ledger.entries(connection);
        } catch (SQLException e) {
            if (dialect.kindOf(e) == SqlErrorKind.SCHEMA) {
                return Map.of();
            }
            throw e;
        }
    }

    @Override
    public void abort(String transactionId) {
        if (!ids.owns(transactionId)) {
            throw WeirException.user(
                    "not-this-jobs",
                    "the transaction " + transactionId + " is not one of " + stage,
                    "its id is not one that this sink of this job gives",
                    "take a name that weir transactions list shows");
        }
        ask("transaction " + transactionId + " of " + stage + " could not be rolled back", connection -> {
            if (!transactions().rollback(connection, transactionId)
                    && prepared(connection).contains(transactionId)) {
                throw WeirException.external(
                        "jdbc-busy",
                        "transaction " + transactionId + " of " + stage + " could not be rolled back",
                        dialect.name() + " has not noticed yet that the connection which prepared it is closed",
                        "try it again; if it stays so, see that no process runs this job",
                        null);
            }
            return true;
        });
    }

    @FunctionalInterface
    private interface Question<R> {
        R ask(Connection connection) throws SQLException;
    }

    /** Leaves no transaction behind: a look must see what is committed by then, and hold nothing. */
    private <R> R ask(String what, Question<R> question) {
        try {
            R answer = question.ask(session.connection());
            session.rollback();
            return answer;
        } catch (SQLException e) {
            session.discard();
            throw JdbcErrors.inWords(dialect, what, e);
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
