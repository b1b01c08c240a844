package io.weir.engine.job;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink whose commits do what a test says, and that counts what of it is open. */
final class ProbeSink<T> implements Sink<T, String> {

    final AtomicInteger openWriters = new AtomicInteger();
    final AtomicInteger openCommitters = new AtomicInteger();
    final AtomicInteger committed = new AtomicInteger();
    volatile boolean hang;

    /** Whether a commit hangs. */
    volatile boolean hanging;

    volatile boolean refuse;

    @Override
    public Committer<String> createCommitter(StageContext context) {
        openCommitters.incrementAndGet();
        return new Committer<>() {
            @Override
            public void recover(long id, List<CommitRequest<String>> pending) {}

            @Override
            public CommitOutcome commit(CommitRequest<String> request) throws InterruptedException {
                if (hang) {
                    hanging = true;
                    Thread.sleep(60_000);
                }
                if (refuse) {
                    return CommitOutcome.retryLater("refused");
                }
                committed.incrementAndGet();
                return CommitOutcome.COMMITTED;
            }

            @Override
            public void close() {
                openCommitters.decrementAndGet();
            }
        };
    }

    @Override
    public SinkWriter<T, String> createWriter(StageContext context) {
        openWriters.incrementAndGet();
        return new SinkWriter<>() {
            private int count;

            @Override
            public void write(T value, long timestamp) {
                count++;
            }

            @Override
            public void prepareCommit(long checkpointId, PreCommit<String> preCommit) {
                preCommit.complete(count == 0 ? List.of() : List.of("n=" + count));
                count = 0;
            }

            @Override
            public void close() {
                openWriters.decrementAndGet();
            }
        };
    }

    @Override
    public Serde<String> committableSerde() {
        return Serdes.of(String.class);
    }
}
