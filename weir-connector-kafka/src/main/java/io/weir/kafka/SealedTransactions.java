package io.weir.kafka;

import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sealed transactions of one sink and attempt. They outlive their writers, because a writer may be closed before its last output is committed; the
 * committer, which is closed last, ends those that were never committed.
 *
 * <p>Threading: thread-safe.
 */
final class SealedTransactions implements AutoCloseable {

    private record Key(JobId jobId, String stageName, long attempt) {}

    /**
     * Writers find their attempt's committer here: they have nothing but their contexts in common. The committer alone keeps its collection alive: one that
     * is never closed, as that of a process which a simulator kills, takes nothing along.
     */
    private static final Map<Key, WeakReference<SealedTransactions>> OPEN = new ConcurrentHashMap<>();

    private final Key key;
    private final WeakReference<SealedTransactions> self = new WeakReference<>(this);
    private final List<SealedTransaction> sealed = new ArrayList<>();
    private boolean closed;

    private SealedTransactions(Key key) {
        this.key = key;
    }

    /** Committer: opens the collection of an attempt. */
    static SealedTransactions open(StageContext context) {
        SealedTransactions opened = new SealedTransactions(key(context));
        OPEN.values().removeIf(each -> each.refersTo(null));
        OPEN.put(opened.key, opened.self);
        return opened;
    }

    /** Writer: returns the collection of its attempt, or null if its committer is not in this process or has been closed. */
    static @Nullable SealedTransactions of(StageContext context) {
        WeakReference<SealedTransactions> found = OPEN.get(key(context));
        return found == null ? null : found.get();
    }

    private static Key key(StageContext context) {
        return new Key(context.jobId(), context.stageName(), context.attempt());
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
        OPEN.remove(key, self);
        left.forEach(SealedTransaction::discard);
    }
}
