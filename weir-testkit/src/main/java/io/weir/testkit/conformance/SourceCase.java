package io.weir.testkit.conformance;

import io.weir.runtime.JobId;
import io.weir.source.Boundedness;
import io.weir.source.SourceSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One test of a source: a fresh place, and the attempts of one job that read it.
 *
 * <p>Threading: confined to the test's thread.
 */
final class SourceCase<T, S extends SourceSplit> implements AutoCloseable {

    private final SourceSubject<T, S> subject;
    private final JobId jobId = SinkCase.newJobId("job");
    private final List<SourceAttempt<T, S>> attempts = new ArrayList<>();
    private final List<T> records;

    SourceCase(SourceSubject<T, S> subject) throws Exception {
        this.subject = subject;
        this.records = List.copyOf(subject.records());
        if (new HashSet<>(records).size() != records.size() || records.isEmpty()) {
            throw new AssertionError("SourceSubject.records must give some records, no two of them equal: " + records);
        }
    }

    SourceSubject<T, S> subject() {
        return subject;
    }

    List<T> records() {
        return records;
    }

    boolean isBounded() throws Exception {
        return subject.source().boundedness() == Boundedness.BOUNDED;
    }

    /** Makes the next attempt: it has done nothing yet. */
    SourceAttempt<T, S> create(int parallelism) throws Exception {
        SourceAttempt<T, S> attempt = new SourceAttempt<>(subject, jobId, attempts.size() + 1, parallelism);
        attempts.add(attempt);
        return attempt;
    }

    SourceAttempt<T, S> startAfresh(int parallelism) throws Exception {
        return create(parallelism).startAfresh();
    }

    SourceAttempt<T, S> restore(int parallelism, List<byte[]> positions) throws Exception {
        return create(parallelism).restore(positions);
    }

    /** Reads the rest: a bounded source to its end, another until the records are there and nothing comes behind them. */
    void finish(SourceAttempt<T, S> attempt, int restCount) throws Exception {
        attempt.read(restCount);
        if (isBounded()) {
            attempt.readToEnd();
        }
    }

    /** Reads all records once from the beginning, and returns them split by split. */
    Map<String, List<T>> reference() throws Exception {
        try (SourceAttempt<T, S> attempt = startAfresh(1)) {
            finish(attempt, records.size());
            checkAll(attempt.emitted());
            return attempt.emittedBySplit();
        }
    }

    /** Checks that these are all records of the place, each once. */
    void checkAll(Collection<T> seen) {
        Set<T> missing = new HashSet<>(records);
        Set<T> once = new HashSet<>();
        for (T value : seen) {
            if (!once.add(value)) {
                throw new AssertionError("read twice: " + value);
            }
            if (!missing.remove(value)) {
                throw new AssertionError("read, and not in the place: " + value);
            }
        }
        if (!missing.isEmpty()) {
            throw new AssertionError("not read: " + Excerpt.of(missing));
        }
    }

    @Override
    public void close() {
        try {
            attempts.forEach(SourceAttempt::close);
        } finally {
            subject.close();
        }
    }
}
