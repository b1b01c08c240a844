package io.weir.jdbc;

import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;

/**
 * The names of a sink's prepared transactions: {@code weir.<generation>.<sink>~<hash of job and sink>:<subtask>.<attempt>.<sequence>}. The checkpoint is in
 * the ledger's row inside of the transaction: MariaDB wants the name when the transaction begins, and its checkpoint has no number then.
 *
 * <p>Threading: Immutable.
 */
final class TransactionIds {

    private static final int STEM_LENGTH_MAX = 20;

    private final String name;

    TransactionIds(JobId jobId, String sink) {
        String stem = plain(sink);
        this.name = "weir." + plain(jobId.generation()) + "." + stem + "~"
                + LedgerKey.hash(jobId.name() + "\n" + jobId.generation() + "\n" + sink);
    }

    private static String plain(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.substring(0, Math.min(plain.length(), STEM_LENGTH_MAX));
    }

    /** What every id of this sink begins with, and no other. */
    String prefix() {
        return name;
    }

    String of(StageContext context, long sequence) {
        return name + ":" + context.subtask() + "." + context.attempt() + "." + sequence;
    }
}
