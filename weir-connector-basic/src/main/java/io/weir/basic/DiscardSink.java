package io.weir.basic;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts records and drops them. For benchmarks, and for pipelines whose results are in their side outputs.
 *
 * <p>Threading: Thread-safe.
 */
public final class DiscardSink<T> implements Sink<T, Long> {

    private final LongAdder received = new LongAdder();

    private DiscardSink() {}

    /** Makes a sink with a count of its own. */
    public static <T> DiscardSink<T> create() {
        return new DiscardSink<>();
    }

    /**
     * Returns how many records all writers of this object got up to their latest barrier or close, those of failed
     * attempts included: what was sent again after a restart counts again.
     */
    public long receivedCount() {
        return received.sum();
    }

    @Override
    public Committer<Long> createCommitter(StageContext context) {
        return new UnconditionalCommitter<>(nothing -> {});
    }

    @Override
    public SinkWriter<T, Long> createWriter(StageContext context) {
        return new DiscardWriter<>(received);
    }

    @Override
    public Serde<Long> committableSerde() {
        return Serdes.longs();
    }

    /** Threading: confined to its task. */
    private static final class DiscardWriter<T> implements SinkWriter<T, Long> {

        private final LongAdder received;
        private long count;

        DiscardWriter(LongAdder received) {
            this.received = received;
        }

        @Override
        public void write(T value, long timestamp) {
            count++;
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<Long> preCommit) {
            publish();
            preCommit.complete(List.of());
        }

        @Override
        public void close() {
            publish();
        }

        private void publish() {
            received.add(count);
            count = 0;
        }
    }
}
