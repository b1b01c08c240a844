package io.weir.bench;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.List;

/**
 * Shows what it gets to a {@link StateProbe}, and drops it.
 *
 * <p>Threading: Thread-safe as far as there is one writer.
 */
final class ProbeSink implements Sink<Event, Long> {

    private final StateProbe probe;

    ProbeSink(StateProbe probe) {
        this.probe = probe;
    }

    @Override
    public Committer<Long> createCommitter(StageContext context) {
        return new TallySink.NothingToCommit();
    }

    @Override
    public SinkWriter<Event, Long> createWriter(StageContext context) {
        return new ProbeWriter(probe);
    }

    @Override
    public Serde<Long> committableSerde() {
        return Serdes.longs();
    }

    /** Threading: confined to its task. */
    private static final class ProbeWriter implements SinkWriter<Event, Long> {

        private final StateProbe probe;

        ProbeWriter(StateProbe probe) {
            this.probe = probe;
        }

        @Override
        public void write(Event value, long timestamp) {
            probe.emitted(value.key(), value.value());
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<Long> preCommit) {
            preCommit.complete(List.of());
        }

        @Override
        public void close() {}
    }
}
