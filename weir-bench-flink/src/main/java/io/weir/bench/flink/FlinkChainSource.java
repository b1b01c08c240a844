package io.weir.bench.flink;

import io.weir.bench.ChainProbe;
import io.weir.bench.Generator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes records from their indices, one split a subtask, until it is told to stop. It emits many records a call, which is faster than one (for which Flink's own
 * generator also boxes every index).
 *
 * <p>Threading: Immutable; a reader is confined to its task.
 */
final class FlinkChainSource implements Source<FlinkEvent, IndexSplit, Integer> {

    private static final long serialVersionUID = 1;

    private final long keys;
    private final boolean timed;

    /** @param timed whether records have an event time */
    FlinkChainSource(long keys, boolean timed) {
        this.keys = keys;
        this.timed = timed;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<IndexSplit, Integer> createEnumerator(SplitEnumeratorContext<IndexSplit> context) {
        return new Enumerator(context);
    }

    @Override
    public SplitEnumerator<IndexSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<IndexSplit> context, Integer checkpoint) {
        throw new IllegalStateException("a benchmark is not restarted");
    }

    @Override
    public SimpleVersionedSerializer<IndexSplit> getSplitSerializer() {
        return new IndexSplit.Format();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new NothingToSave();
    }

    @Override
    public SourceReader<FlinkEvent, IndexSplit> createReader(SourceReaderContext context) {
        return new Reader();
    }

    /** Threading: confined to its task. */
    private final class Reader implements SourceReader<FlinkEvent, IndexSplit> {

        private final ChainProbe probe = FlinkChainProgram.probe();
        private final Generator generator = new Generator(keys);
        private CompletableFuture<Void> available = new CompletableFuture<>();
        private @Nullable IndexSplit split;
        private ChainProbe.@Nullable Source seen;
        private long position;

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<FlinkEvent> output) {
            IndexSplit from = split;
            if (from == null) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            if (probe.isStopping()) {
                return InputStatus.END_OF_INPUT;
            }
            long index = from.number() + position * from.count();
            for (int i = 0; i < ChainProbe.BATCH_SIZE; i++) {
                FlinkEvent event = new FlinkEvent(generator.key(index), index, Generator.timestamp(index));
                if (timed) {
                    output.collect(event, event.timestamp);
                } else {
                    output.collect(event);
                }
                index += from.count();
            }
            position += ChainProbe.BATCH_SIZE;
            Objects.requireNonNull(seen).at(position);
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<IndexSplit> snapshotState(long checkpointId) {
            IndexSplit from = split;
            return from == null ? List.of() : List.of(new IndexSplit(from.number(), from.count(), position));
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void addSplits(List<IndexSplit> splits) {
            IndexSplit added = splits.get(0);
            split = added;
            position = added.position();
            seen = probe.source(added.number());
            available.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    /** Gives each subtask a split. */
    private static final class Enumerator implements SplitEnumerator<IndexSplit, Integer> {

        private final SplitEnumeratorContext<IndexSplit> context;

        Enumerator(SplitEnumeratorContext<IndexSplit> context) {
            this.context = context;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void addSplitsBack(List<IndexSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {
            context.assignSplit(new IndexSplit(subtask, context.currentParallelism(), 0), subtask);
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public Integer snapshotState(long checkpointId) {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** For an enumerator that keeps nothing. */
    private static final class NothingToSave implements SimpleVersionedSerializer<Integer> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Integer nothing) {
            return new byte[0];
        }

        @Override
        public Integer deserialize(int version, byte[] bytes) {
            return 0;
        }
    }
}
