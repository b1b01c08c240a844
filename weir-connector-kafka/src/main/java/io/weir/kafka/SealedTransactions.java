package io.weir.kafka;

import java.util.ArrayList;
import java.util.List;

/**
 * The sealed transactions of one sink and attempt. They outlive their writers, because a writer may be closed before its last output is committed; the
 * committer, which is closed last, ends those that were never committed.
 *
 * <p>Threading: thread-safe.
 */
final class SealedTransactions implements AutoCloseable {

    private final List<SealedTransaction> sealed = new ArrayList<>();
    private final Runnable onClose;
    private boolean closed;

    /** @param onClose run when no more transactions are taken */
    SealedTransactions(Runnable onClose) {
        this.onClose = onClose;
    }

    /** Writer: adds a transaction; ends it at once if the attempt is over. */
    void add(SealedTransaction transaction) {
        synchronized (this) {
            if (!closed) {
                sealed.removeIf(SealedTransaction::ended);
                sealed.add(transaction);
                return;
            }
        }
        transaction.discard();
    }

    /** Committer: ends what was never committed. Idempotent. */
    @Override
    public void close() {
        List<SealedTransaction> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(sealed);
            sealed.clear();
        }
        onClose.run();
        left.forEach(SealedTransaction::discard);
    }
}
