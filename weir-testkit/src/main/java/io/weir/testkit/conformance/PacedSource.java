package io.weir.testkit.conformance;

import io.weir.runtime.CheckContext;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SourceSplit;
import io.weir.source.SplitEnumerator;
import java.util.List;

/**
 * A source around the one under test that lets a reader go on only when something of what was read is committed: so there are checkpoints between the
 * records, also if there are few.
 *
 * <p>Threading: as {@link Source}.
 */
final class PacedSource<T, S extends SourceSplit> implements Source<T, S> {

    private static final int RECORDS_A_TURN = 2;
    private static final long PAUSE_NANOS = 1_000_000;

    private final Source<T, S> source;
    private final Kills kills;

    PacedSource(Source<T, S> source, Kills kills) {
        this.source = source;
        this.kills = kills;
    }

    @Override
    public Boundedness boundedness() {
        return source.boundedness();
    }

    @Override
    public void check(CheckContext context) throws Exception {
        source.check(context);
    }

    @Override
    public SplitEnumerator<S> createEnumerator(StageContext context) {
        return source.createEnumerator(context);
    }

    @Override
    public SourceReader<T, S> createReader(StageContext context) {
        return new PacedReader(source.createReader(context), context);
    }

    @Override
    public Serde<S> splitSerde() {
        return source.splitSerde();
    }

    /** Threading: confined to its task. */
    private final class PacedReader implements SourceReader<T, S> {

        private final SourceReader<T, S> reader;
        private final StageContext context;
        private long committedBefore = -1;

        PacedReader(SourceReader<T, S> reader, StageContext context) {
            this.reader = reader;
            this.context = context;
        }

        @Override
        public InputStatus poll(SourceOutput<T> output, int countMax) {
            long committed = kills.committedCount();
            if (committed == committedBefore) {
                context.wakeUpAfterNanos(PAUSE_NANOS);
                return InputStatus.NOTHING_AVAILABLE;
            }
            long passed = kills.passedCount();
            InputStatus status = reader.poll(output, Math.min(countMax, RECORDS_A_TURN));
            // A record that another reader has emitted meanwhile will be committed as well, so nobody waits for ever.
            committedBefore = kills.passedCount() == passed ? -1 : committed;
            return status;
        }

        @Override
        public void addSplits(List<S> splits) {
            reader.addSplits(splits);
        }

        @Override
        public void noMoreSplits() {
            reader.noMoreSplits();
        }

        @Override
        public List<S> snapshot(long checkpointId) {
            return reader.snapshot(checkpointId);
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
