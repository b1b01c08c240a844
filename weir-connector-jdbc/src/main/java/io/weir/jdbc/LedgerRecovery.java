package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.sink.CommitRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes the ledger over for an attempt, and knows afterwards which subtasks have no row although they have output to commit: that output is in doubt.
 *
 * <p>Threading: confined to the committer's thread.
 */
final class LedgerRecovery {

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final Ledger ledger;
    private final Set<Integer> withoutEntry = new HashSet<>();

    LedgerRecovery(StageContext context, SinkSettings<?> settings, Ledger ledger) {
        this.context = context;
        this.settings = settings;
        this.ledger = ledger;
    }

    /**
     * Shuts earlier attempts out and begins the ledger of subtasks that are new. One transaction, which the caller commits.
     *
     * @param exclusive whether the rows of the subtasks are taken over too; not where a transaction that is prepared may wait on them
     */
    void takeOver(
            Connection connection,
            long restoredCheckpointId,
            List<CommitRequest<JdbcCommittable>> pending,
            boolean exclusive)
            throws SQLException {
        if (!ledger.fence(connection, context.attempt())) {
            throw fenced(ledger.attemptOf(connection));
        }
        if (exclusive) {
            ledger.takeOver(connection, context.attempt());
        }
        Map<Integer, Long> entries = ledger.entries(connection);
        checkNotAhead(entries, restoredCheckpointId);
        withoutEntry.clear();
        pending.forEach(request -> withoutEntry.add(request.subtask()));
        withoutEntry.removeAll(entries.keySet());
        for (int subtask = 0; subtask < context.parallelism(); subtask++) {
            if (!entries.containsKey(subtask) && !withoutEntry.contains(subtask)) {
                ledger.insert(connection, subtask, restoredCheckpointId, context.attempt());
            }
        }
        if (exclusive) {
            for (Map.Entry<Integer, Long> entry : entries.entrySet()) {
                ledger.forgetBefore(connection, entry.getKey(), entry.getValue());
            }
        }
    }

    /** Makes sure that this is the newest attempt, until the transaction ends. */
    void requireNewest(Connection connection) throws SQLException {
        if (!ledger.hold(connection, context.attempt())) {
            throw fenced(ledger.attemptOf(connection));
        }
    }

    /** Begins the ledger of subtasks again, with the checkpoints up to which a person found their output committed. */
    void settled(Connection connection, List<CommitRequest<JdbcCommittable>> committed) throws SQLException {
        requireNewest(connection);
        Map<Integer, Long> newest = new TreeMap<>();
        committed.forEach(request -> newest.merge(request.subtask(), request.checkpointId(), Math::max));
        for (Map.Entry<Integer, Long> entry : newest.entrySet()) {
            if (withoutEntry.contains(entry.getKey())) {
                ledger.insert(connection, entry.getKey(), entry.getValue(), context.attempt());
            }
        }
    }

    boolean isInDoubt(int subtask) {
        return withoutEntry.contains(subtask);
    }

    /** Notes that these subtasks have a row now. */
    void entered(List<Integer> subtasks) {
        subtasks.forEach(withoutEntry::remove);
    }

    WeirException fenced(long newestAttempt) {
        return fenced(context, settings, newestAttempt);
    }

    static WeirException fenced(StageContext context, SinkSettings<?> settings, long newestAttempt) {
        return WeirException.external(
                "jdbc-fenced",
                "attempt " + context.attempt() + " of sink " + context.stageName() + " may not write to "
                        + settings.target().inWords(),
                "attempt " + newestAttempt + " of this job has taken over",
                "nothing, if this is an attempt that was replaced; else see that no other process runs this job",
                null);
    }

    private void checkNotAhead(Map<Integer, Long> entries, long restoredCheckpointId) {
        String ahead = entries.entrySet().stream()
                .filter(entry -> entry.getValue() > restoredCheckpointId)
                .map(entry -> "subtask=" + entry.getKey() + " checkpoint=" + entry.getValue())
                .collect(Collectors.joining(", "));
        if (!ahead.isEmpty()) {
            throw WeirException.user(
                    "jdbc-ledger-ahead",
                    "the job would continue from checkpoint " + restoredCheckpointId + ", but "
                            + settings.target().inWords() + " has committed output of later ones (" + ahead + ")",
                    "the checkpoint directory lost checkpoints or is an older copy, and going on would write that output twice",
                    "restore the newest copy of the checkpoint directory; or, to write that output again as a new job, begin from this"
                            + " one with Weir.forkFrom, in another, empty directory");
        }
    }
}
