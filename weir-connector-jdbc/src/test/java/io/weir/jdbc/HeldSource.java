package io.weir.jdbc;

import io.weir.basic.IndexSplit;
import io.weir.basic.ListSource;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.util.List;

/**
 * A list of which all but the first records are held back until a test lets them go. The first come slowly, so that several checkpoints hold them. The reader that was there before is
 * held, and none that comes after.
 */
final class HeldSource<T> implements Source<T, IndexSplit> {

    private static final long PAUSE_NANOS = 1_000_000;

    private final ListSource<T> list;
    private final int firstCount;
    private volatile boolean held = true;

    HeldSource(List<T> records, int firstCount) {
        this.list = ListSource.of(records);
        this.firstCount = firstCount;
    }

    void letGo() {
        held = false;
    }

    @Override
    public Boundedness boundedness() {
        return list.boundedness();
    }

    @Override
    public SplitEnumerator<IndexSplit> createEnumerator(StageContext context) {
        return list.createEnumerator(context);
    }

    @Override
    public SourceReader<T, IndexSplit> createReader(StageContext context) {
        return new Reader(list.createReader(context), context);
    }

    @Override
    public Serde<IndexSplit> splitSerde() {
        return list.splitSerde();
    }

    private final class Reader implements SourceReader<T, IndexSplit> {

        private final SourceReader<T, IndexSplit> reader;
        private final StageContext context;
        private boolean hasSplits;
        private int left = firstCount;

        Reader(SourceReader<T, IndexSplit> reader, StageContext context) {
            this.reader = reader;
            this.context = context;
        }

        @Override
        public void addSplits(List<IndexSplit> splits) {
            hasSplits = true;
            reader.addSplits(splits);
        }

        @Override
        public void noMoreSplits() {
            reader.noMoreSplits();
        }

        @Override
        public InputStatus poll(SourceOutput<T> output, int countMax) {
            if (!held || !hasSplits) {
                return reader.poll(output, countMax);
            }
            context.wakeUpAfterNanos(PAUSE_NANOS);
            if (left > 0) {
                left--;
                reader.poll(output, 1);
            }
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<IndexSplit> snapshot(long checkpointId) {
            return reader.snapshot(checkpointId);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
