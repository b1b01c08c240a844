package io.weir.testkit.conformance;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The output of a job that a source is tested with: an exactly-once sink in the test's memory, which outlives the job's attempts.
 *
 * <p>Threading: Thread-safe.
 */
final class TallySink<T> implements Sink<T, Long> {

    private final Map<Long, List<T>> sealed = new HashMap<>();
    private final List<T> committed = new ArrayList<>();
    private long lastKey;

    synchronized List<T> committed() {
        return List.copyOf(committed);
    }

    synchronized void awaitCommitted(int count, long millisMax) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + millisMax * 1_000_000;
        while (committed.size() < count) {
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("after " + millisMax + " ms only " + committed.size() + " of " + count
                        + " records have come out of the job");
            }
            wait(leftMillis);
        }
    }

    private synchronized long seal(List<T> records) {
        lastKey++;
        sealed.put(lastKey, records);
        return lastKey;
    }

    private synchronized CommitOutcome commit(long key) {
        List<T> records = sealed.remove(key);
        if (records == null) {
            return CommitOutcome.ALREADY_COMMITTED;
        }
        committed.addAll(records);
        notifyAll();
        return CommitOutcome.COMMITTED;
    }

    @Override
    public Committer<Long> createCommitter(StageContext context) {
        return new Committer<>() {
            @Override
            public void recover(long restoredCheckpointId, List<CommitRequest<Long>> pending) {}

            @Override
            public CommitOutcome commit(CommitRequest<Long> request) {
                return TallySink.this.commit(request.committable());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SinkWriter<T, Long> createWriter(StageContext context) {
        return new SinkWriter<>() {
            private List<T> open = new ArrayList<>();

            @Override
            public void write(T value, long timestamp) {
                open.add(value);
            }

            @Override
            public void prepareCommit(long checkpointId, PreCommit<Long> preCommit) {
                List<T> records = open;
                open = new ArrayList<>();
                preCommit.complete(records.isEmpty() ? List.of() : List.of(seal(records)));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Serde<Long> committableSerde() {
        return Serdes.longs();
    }
}
