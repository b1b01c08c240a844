package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the writers of a sink find what their attempt's committer has recovered: they are made by one {@link FileSink} and have nothing else in common.
 *
 * <p>Threading: Thread-safe.
 */
final class PublicationByAttempt {

    private record Key(JobId jobId, String stageName, long attempt) {
        static Key of(StageContext context) {
            return new Key(context.jobId(), context.stageName(), context.attempt());
        }
    }

    /** What an attempt's writers use. */
    record Opened(Workplace workplace, Publication publication) {}

    private final Map<Key, Opened> opened = new ConcurrentHashMap<>();

    /** Committer: has recovered. */
    void open(StageContext context, Opened attempt) {
        opened.put(Key.of(context), attempt);
    }

    /** Writer: returns what its attempt's committer has opened. */
    Opened of(StageContext context) {
        Opened attempt = opened.get(Key.of(context));
        if (attempt == null) {
            throw WeirException.defect(
                    "the writer of sink " + context.stageName() + " cannot be made",
                    "its attempt's committer was made by another sink object, has not recovered, or has been closed");
        }
        return attempt;
    }

    /** Committer: closes. */
    void close(StageContext context) {
        opened.remove(Key.of(context));
    }
}
