package io.weir.bench;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes when the first result came, and keeps the first few to be checked.
 *
 * <p>Threading: told by one task; looked at by the thread that measures, which reads what is kept when the job has ended.
 */
final class ResultSink implements Sink<Event, Long> {

    private final int keptMax;
    private final List<Event> kept = new ArrayList<>();
    private volatile long firstNanos;
    private volatile long lastIndex = -1;

    ResultSink(int keptMax) {
        this.keptMax = keptMax;
    }

    /** Returns when the first result came; 0 while there is none. */
    long firstNanos() {
        return firstNanos;
    }

    /** Returns the index of the last record that has a result, or of one shortly before. */
    long lastIndex() {
        return lastIndex;
    }

    List<Event> kept() {
        return kept;
    }

    @Override
    public Committer<Long> createCommitter(StageContext context) {
        return new TallySink.NothingToCommit();
    }

    @Override
    public SinkWriter<Event, Long> createWriter(StageContext context) {
        return new ResultWriter();
    }

    @Override
    public Serde<Long> committableSerde() {
        return Serdes.longs();
    }

    /** Threading: confined to its task. */
    private final class ResultWriter implements SinkWriter<Event, Long> {

        private boolean isFirst = true;

        @Override
        public void write(Event value, long timestamp) {
            if (isFirst) {
                firstNanos = System.nanoTime();
                isFirst = false;
            }
            if (kept.size() < keptMax) {
                kept.add(value);
            }
            if ((value.timestamp() & 1_023) == 0) {
                lastIndex = value.timestamp();
            }
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<Long> preCommit) {
            preCommit.complete(List.of());
        }

        @Override
        public void close() {}
    }
}
