package io.weir.proof.simulation;

import io.weir.proof.workload.Event;
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
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import java.util.Collection;
import java.util.List;

/**
 * A source as it is, whose readers are asked for few records at a time: barriers then come in the middle of what they have read, as they do where there is more of it.
 *
 * <p>Threading: Immutable.
 */
record FewAtATime<S extends SourceSplit>(Source<Event, S> source, SimProcess process, int countMax)
        implements Source<Event, S> {

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
    public SourceReader<Event, S> createReader(StageContext context) {
        Entropy entropy = process.world()
                .entropy("reader of " + context.stageName() + " " + context.attempt() + "/" + context.subtask());
        return new Reader<>(source.createReader(context), process, entropy, countMax);
    }

    @Override
    public Serde<S> splitSerde() {
        return source.splitSerde();
    }

    private record Reader<S extends SourceSplit>(
            SourceReader<Event, S> reader, SimProcess process, Entropy entropy, int countMaxOfPoll)
            implements SourceReader<Event, S> {

        @Override
        public void addSplits(List<S> splits) {
            reader.addSplits(splits);
        }

        @Override
        public void noMoreSplits() {
            reader.noMoreSplits();
        }

        @Override
        public InputStatus poll(SourceOutput<Event> output, int countMax) {
            process.point("source.poll");
            return reader.poll(output, Math.min(countMax, entropy.between(1, countMaxOfPoll)));
        }

        @Override
        public List<S> snapshot(long checkpointId) {
            return reader.snapshot(checkpointId);
        }

        @Override
        public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
            reader.pauseOrResumeSplits(splitsToPause, splitsToResume);
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
