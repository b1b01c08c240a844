package io.weir.bench;

import io.weir.basic.GeneratorSource;
import io.weir.basic.IndexSplit;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A generator that notes at each barrier how far it has come. It costs a call for each thousand records.
 *
 * <p>Threading: Thread-safe; what was noted is read when the job has ended.
 */
final class MarkedSource implements Source<Event, IndexSplit> {

    private final GeneratorSource<Event> generator;
    private final Runnable atBarrier;
    private final List<MarkedReader> readers = new CopyOnWriteArrayList<>();

    /** @param atBarrier is run on the task's thread when a barrier begins */
    MarkedSource(GeneratorSource<Event> generator, Runnable atBarrier) {
        this.generator = generator;
        this.atBarrier = atBarrier;
    }

    List<Marks> marks() {
        return readers.stream().map(reader -> reader.marks).toList();
    }

    /** Returns whether each of so many readers has read something. */
    boolean hasBegun(int readerCount) {
        return readers.size() == readerCount && readers.stream().allMatch(reader -> reader.hasBegun);
    }

    /** Returns how many records were read of each split, in the order of their numbers, up to the last barrier. */
    List<Long> positions() {
        return readers.stream()
                .flatMap(reader -> reader.last.stream())
                .sorted(Comparator.comparing(IndexSplit::number))
                .map(IndexSplit::position)
                .toList();
    }

    @Override
    public Boundedness boundedness() {
        return generator.boundedness();
    }

    @Override
    public SplitEnumerator<IndexSplit> createEnumerator(StageContext context) {
        return generator.createEnumerator(context);
    }

    @Override
    public SourceReader<Event, IndexSplit> createReader(StageContext context) {
        MarkedReader reader = new MarkedReader(generator.createReader(context));
        readers.add(reader);
        return reader;
    }

    @Override
    public Serde<IndexSplit> splitSerde() {
        return generator.splitSerde();
    }

    /** Threading: confined to its task. */
    private final class MarkedReader implements SourceReader<Event, IndexSplit> {

        private final SourceReader<Event, IndexSplit> reader;
        private final Marks marks = new Marks();
        private List<IndexSplit> last = new ArrayList<>();
        private volatile boolean hasBegun;

        MarkedReader(SourceReader<Event, IndexSplit> reader) {
            this.reader = reader;
        }

        @Override
        public void addSplits(List<IndexSplit> splits) {
            reader.addSplits(splits);
        }

        @Override
        public void noMoreSplits() {
            reader.noMoreSplits();
        }

        @Override
        public InputStatus poll(SourceOutput<Event> output, int countMax) {
            InputStatus status = reader.poll(output, countMax);
            if (!hasBegun && status == InputStatus.MORE_AVAILABLE) {
                hasBegun = true;
            }
            return status;
        }

        @Override
        public List<IndexSplit> snapshot(long checkpointId) {
            atBarrier.run();
            last = reader.snapshot(checkpointId);
            marks.add(
                    System.nanoTime(),
                    last.stream().mapToLong(IndexSplit::position).sum());
            return last;
        }

        @Override
        public void checkpointCommitted(long checkpointId) {
            reader.checkpointCommitted(checkpointId);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
