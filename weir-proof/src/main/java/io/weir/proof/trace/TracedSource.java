package io.weir.proof.trace;

import io.weir.proof.log.SimLogSource;
import io.weir.proof.log.SimLogSplit;
import io.weir.proof.workload.Event;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import io.weir.testkit.world.SimProcess;
import java.util.List;

/**
 * A source that tells the trace where its barriers stand.
 *
 * <p>Threading: Immutable.
 */
final class TracedSource implements Source<Event, SimLogSplit> {

    private final SimLogSource source;
    private final int number;
    private final SimProcess process;
    private final TraceLog log;

    /** @param number of the source, from 1 */
    TracedSource(SimLogSource source, int number, SimProcess process, TraceLog log) {
        this.source = source;
        this.number = number;
        this.process = process;
        this.log = log;
    }

    @Override
    public Boundedness boundedness() {
        return source.boundedness();
    }

    @Override
    public SplitEnumerator<SimLogSplit> createEnumerator(StageContext context) {
        return source.createEnumerator(context);
    }

    @Override
    public Serde<SimLogSplit> splitSerde() {
        return source.splitSerde();
    }

    @Override
    public SourceReader<Event, SimLogSplit> createReader(StageContext context) {
        SourceReader<Event, SimLogSplit> reader = source.createReader(context);
        return new SourceReader<>() {
            @Override
            public void addSplits(List<SimLogSplit> splits) {
                reader.addSplits(splits);
            }

            @Override
            public void noMoreSplits() {
                reader.noMoreSplits();
            }

            @Override
            public InputStatus poll(SourceOutput<Event> output, int countMax) {
                return reader.poll(output, countMax);
            }

            /** Only one of the source's subtasks has its one split. */
            @Override
            public List<SimLogSplit> snapshot(long checkpointId) {
                List<SimLogSplit> splits = reader.snapshot(checkpointId);
                splits.forEach(split -> log.injected(process, number, checkpointId, split.position()));
                return splits;
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
