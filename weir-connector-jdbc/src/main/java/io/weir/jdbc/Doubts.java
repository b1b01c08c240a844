package io.weir.jdbc;

import io.weir.sink.CommitRequest;

/**
 * Says why it cannot be known whether output is committed, and what a person has to look for.
 *
 * <p>Threading: Immutable.
 */
record Doubts(SinkSettings<?> settings, String stageName) {

    /** The ledger has no row of a subtask. */
    String withoutEntry(CommitRequest<JdbcCommittable> request) {
        return "the ledger of sink " + stageName + ", table " + settings.ledgerTable() + " in " + settings.database()
                + ", has no row for subtask " + request.subtask()
                + " any more: it was deleted, or the database is an older copy. So it cannot be known whether "
                + request.committable() + " of checkpoint " + request.checkpointId()
                + " is committed. Look for these rows in " + settings.target().inWords();
    }

    /** The database said "committed", and the ledger knows nothing of it. */
    String withoutEffect(CommitRequest<JdbcCommittable> request) {
        return "the database answered that transaction "
                + request.committable().transaction() + " of sink " + stageName
                + " is committed, and the ledger, table " + settings.ledgerTable() + " in " + settings.database()
                + ", has no row of checkpoint " + request.checkpointId() + " and subtask " + request.subtask()
                + ". MariaDB shows such a transaction again when its server has been restarted: restart it, and start the job again";
    }

    /** A prepared transaction is gone, and the ledger does not have its row. */
    String gone(CommitRequest<JdbcCommittable> request) {
        return "transaction " + request.committable().transaction() + " of sink " + stageName
                + " is not prepared any more, and the ledger, table " + settings.ledgerTable() + " in "
                + settings.database() + ", has no row of checkpoint " + request.checkpointId() + " and subtask "
                + request.subtask() + ": somebody rolled it back, or deleted the row. Look for its "
                + request.committable().rowCount() + " rows in "
                + settings.target().inWords();
    }
}
