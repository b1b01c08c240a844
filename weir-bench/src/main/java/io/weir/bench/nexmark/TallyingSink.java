package io.weir.bench.nexmark;

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
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Folds results into a checksum and drops them. For jobs that run through in one attempt: it does not undo.
 *
 * <p>Threading: Thread-safe; what was tallied is read when the job has ended.
 */
final class TallyingSink implements Sink<Result, Long> {

    private final Output output;
    private final int oneIn;
    private final RunClock clock;
    private final List<ResultTally> tallies = new CopyOnWriteArrayList<>();

    /** @param clock is told at each barrier when the last result before it came */
    TallyingSink(Output output, int oneIn, RunClock clock) {
        this.output = output;
        this.oneIn = oneIn;
        this.clock = clock;
    }

    Checksum checksum() {
        return ResultTally.total(tallies);
    }

    long received() {
        return tallies.stream().mapToLong(ResultTally::received).sum();
    }

    @Override
    public Committer<Long> createCommitter(StageContext context) {
        return new NothingToCommit();
    }

    @Override
    public SinkWriter<Result, Long> createWriter(StageContext context) {
        return writer();
    }

    /** Makes a writer, which needs nothing of its task. */
    SinkWriter<Result, Long> writer() {
        ResultTally tally = new ResultTally(output, oneIn);
        tallies.add(tally);
        return new Writer(tally);
    }

    @Override
    public Serde<Long> committableSerde() {
        return Serdes.longs();
    }

    /**
     * Notes when its last result came: as it is asked whether it takes more, which is in each turn of its task, and not for each result. The last barrier is too late for that: it
     * comes when the checkpoint before it has been written.
     *
     * <p>Threading: confined to its task.
     */
    private final class Writer implements SinkWriter<Result, Long> {

        private final ResultTally tally;
        private boolean written;
        private long lastNanos = System.nanoTime();

        Writer(ResultTally tally) {
            this.tally = tally;
        }

        @Override
        public void write(Result value, long timestamp) {
            tally.add(value);
            written = true;
        }

        @Override
        public boolean ready() {
            if (written) {
                written = false;
                lastNanos = System.nanoTime();
            }
            return true;
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<Long> preCommit) {
            ready();
            clock.received(lastNanos);
            preCommit.complete(List.of());
        }

        @Override
        public void close() {}
    }

    private static final class NothingToCommit implements Committer<Long> {

        @Override
        public void recover(long restoredCheckpointId, List<CommitRequest<Long>> pending) {}

        @Override
        public CommitOutcome commit(CommitRequest<Long> request) {
            return CommitOutcome.ALREADY_COMMITTED;
        }

        @Override
        public void close() {}
    }
}
