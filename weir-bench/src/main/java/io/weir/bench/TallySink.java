package io.weir.bench;

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
 * Counts and sums what it gets, and drops it.
 *
 * <p>Threading: Thread-safe; what was tallied is read when the job has ended.
 */
final class TallySink implements Sink<Event, Long> {

    private final Results results;
    private final long keys;
    private final Runnable atPreCommit;
    private final List<Tally> tallies = new CopyOnWriteArrayList<>();

    /** What it gets. */
    enum Results {
        PLAIN,
        /** Of windows: the timestamp of an event is the start of its window. */
        WINDOWS
    }

    /** @param atPreCommit is run on the task's thread when state has been captured */
    TallySink(Results results, long keys, Runnable atPreCommit) {
        this.results = results;
        this.keys = keys;
        this.atPreCommit = atPreCommit;
    }

    Tally total() {
        Tally total = new Tally(keys);
        tallies.forEach(total::add);
        return total;
    }

    @Override
    public Committer<Long> createCommitter(StageContext context) {
        return new NothingToCommit();
    }

    @Override
    public SinkWriter<Event, Long> createWriter(StageContext context) {
        Tally tally = new Tally(keys);
        tallies.add(tally);
        return results == Results.WINDOWS
                ? new WindowTallyWriter(tally, atPreCommit)
                : new TallyWriter(tally, atPreCommit);
    }

    @Override
    public Serde<Long> committableSerde() {
        return Serdes.longs();
    }

    /** Threading: confined to its task. */
    private static class TallyWriter implements SinkWriter<Event, Long> {

        final Tally tally;
        private final Runnable atPreCommit;

        TallyWriter(Tally tally, Runnable atPreCommit) {
            this.tally = tally;
            this.atPreCommit = atPreCommit;
        }

        @Override
        public void write(Event value, long timestamp) {
            tally.add(value);
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<Long> preCommit) {
            atPreCommit.run();
            preCommit.complete(List.of());
        }

        @Override
        public void close() {}
    }

    /** Threading: confined to its task. */
    private static final class WindowTallyWriter extends TallyWriter {

        WindowTallyWriter(Tally tally, Runnable atPreCommit) {
            super(tally, atPreCommit);
        }

        @Override
        public void write(Event value, long timestamp) {
            tally.addWindow(value);
        }
    }

    /** For sinks that keep nothing. */
    static final class NothingToCommit implements Committer<Long> {

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
