package io.weir.proof.log;

import io.weir.proof.workload.Event;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.time.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a {@link SimLog}. If it is bounded it ends with the log; if not, it finds partitions that are added.
 *
 * <p>Threading: Immutable.
 */
public final class SimLogSource implements Source<Event, SimLogSplit> {

    private static final Serde<SimLogSplit> SERDE = Serdes.of(SimLogSplit.class);

    private final SimLog log;
    private final SimProcess process;
    private final boolean bounded;

    public SimLogSource(SimLog log, SimProcess process, boolean bounded) {
        this.log = log;
        this.process = process;
        this.bounded = bounded;
    }

    @Override
    public Boundedness boundedness() {
        return bounded ? Boundedness.BOUNDED : Boundedness.UNBOUNDED;
    }

    @Override
    public SplitEnumerator<SimLogSplit> createEnumerator(StageContext context) {
        return new SplitEnumerator<>() {
            @Override
            public List<SimLogSplit> discover(List<SimLogSplit> known, boolean firstStart) {
                process.point("log.discover");
                List<SimLogSplit> found = new ArrayList<>();
                for (int i = 0; i < log.partitionCount(); i++) {
                    int partition = i;
                    if (known.stream().noneMatch(split -> split.partition() == partition)) {
                        found.add(new SimLogSplit(partition, 0));
                    }
                }
                return found;
            }

            @Override
            public Optional<Duration> discoveryInterval() {
                return bounded ? Optional.empty() : Optional.of(Duration.ofMillis(20));
            }
        };
    }

    @Override
    public SourceReader<Event, SimLogSplit> createReader(StageContext context) {
        return new Reader(context);
    }

    @Override
    public Serde<SimLogSplit> splitSerde() {
        return SERDE;
    }

    private final class Reader implements SourceReader<Event, SimLogSplit> {
        private final StageContext context;
        private final Entropy entropy;
        private final Map<Integer, Integer> positions = new LinkedHashMap<>();
        private boolean noMoreSplits;

        Reader(StageContext context) {
            this.context = context;
            this.entropy = process.world().entropy("log " + context.attempt() + "/" + context.subtask());
        }

        @Override
        public void addSplits(List<SimLogSplit> splits) {
            splits.forEach(split -> positions.put(split.partition(), split.position()));
        }

        @Override
        public void noMoreSplits() {
            noMoreSplits = true;
        }

        @Override
        public InputStatus poll(SourceOutput<Event> output, int countMax) {
            process.point("log.poll");
            int left = Math.min(countMax, 1 + entropy.nextInt(8));
            boolean more = false;
            for (Map.Entry<Integer, Integer> entry : positions.entrySet()) {
                List<Event> events = log.partition(entry.getKey());
                SourceOutput<Event> split = output.forSplit("partition-" + entry.getKey());
                int position = entry.getValue();
                while (position < events.size() && left > 0) {
                    split.emit(events.get(position), Timestamps.NONE);
                    position++;
                    left--;
                }
                entry.setValue(position);
                more |= position < events.size();
            }
            if (more) {
                return InputStatus.MORE_AVAILABLE;
            }
            if (bounded && noMoreSplits && log.ended()) {
                return InputStatus.END_OF_INPUT;
            }
            log.whenNew(context::wakeUp);
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<SimLogSplit> snapshot(long checkpointId) {
            List<SimLogSplit> splits = new ArrayList<>();
            positions.forEach((partition, position) -> splits.add(new SimLogSplit(partition, position)));
            return splits;
        }

        @Override
        public void close() {}
    }
}
