package io.weir.kafka;

import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the writers of a sink find their attempt's committer: they are made by one {@link KafkaSink} and have nothing else in common.
 *
 * <p>Threading: thread-safe.
 */
final class SealedByAttempt {

    private record Key(JobId jobId, String stageName, long attempt) {
        static Key of(StageContext context) {
            return new Key(context.jobId(), context.stageName(), context.attempt());
        }
    }

    private final Map<Key, SealedTransactions> open = new ConcurrentHashMap<>();

    /** Committer: opens the collection of an attempt. */
    SealedTransactions open(StageContext context) {
        Key key = Key.of(context);
        SealedTransactions[] opened = new SealedTransactions[1];
        opened[0] = new SealedTransactions(() -> open.remove(key, opened[0]));
        open.put(key, opened[0]);
        return opened[0];
    }

    /** Writer: returns the collection of its attempt, or null if its committer was made by another sink object, as in another process, or has been closed. */
    @Nullable SealedTransactions of(StageContext context) {
        return open.get(Key.of(context));
    }
}
