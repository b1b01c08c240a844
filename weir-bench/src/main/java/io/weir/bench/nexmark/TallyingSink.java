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

    /** @param clock is told at each barrier, of which the last comes behind the last result */
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
        ResultTally tally = new ResultTally(output, oneIn);
        tallies.add(tally);
        return new Writer(tally);
    }

    @Override
    public Serde<Long> committableSerde() {
        return Serdes.longs();
    }

    /** Threading: confined to its task. */
    private final class Writer implements SinkWriter<Result, Long> {

        private final ResultTally tally;

        Writer(ResultTally tally) {
            this.tally = tally;
        }

        @Override
        public void write(Result value, long timestamp) {
            tally.add(value);
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<Long> preCommit) {
            clock.received();
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
