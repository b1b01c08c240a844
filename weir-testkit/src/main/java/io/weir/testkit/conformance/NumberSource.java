package io.weir.testkit.conformance;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The input of a job that a sink is tested with: numbers, in six splits, a few in each millisecond, until the test has seen enough. How many there were is
 * fixed once, so that each attempt reads the same.
 *
 * <p>Threading: Thread-safe.
 */
final class NumberSource implements Source<Long, NumberSplit> {

    static final int SPLIT_COUNT = 6;

    /** The numbers of a split begin with a multiple of this. */
    static final long SPLIT_STRIDE = 10_000_000;

    private static final int TAIL_COUNT = 5;
    private static final int RECORDS_A_SPLIT_AND_TURN = 1;
    private static final long PAUSE_NANOS = 2_000_000;

    private final BooleanSupplier enough;
    private final Map<Integer, Long> ends = new TreeMap<>();

    NumberSource(BooleanSupplier enough) {
        this.enough = enough;
    }

    /** Returns all numbers, once every split has ended. */
    synchronized List<Long> all() {
        List<Long> all = new ArrayList<>();
        ends.forEach((split, end) -> {
            for (long i = 0; i < end; i++) {
                all.add(split * SPLIT_STRIDE + i);
            }
        });
        return all;
    }

    private synchronized long end(int split, long position) {
        if (!ends.containsKey(split) && enough.getAsBoolean()) {
            ends.put(split, position + TAIL_COUNT);
        }
        return ends.getOrDefault(split, Long.MAX_VALUE);
    }

    @Override
    public Boundedness boundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<NumberSplit> createEnumerator(StageContext context) {
        return (known, firstStart) -> {
            List<NumberSplit> found = new ArrayList<>();
            for (int split = 0; split < SPLIT_COUNT && known.isEmpty(); split++) {
                found.add(new NumberSplit(split, 0));
            }
            return found;
        };
    }

    @Override
    public SourceReader<Long, NumberSplit> createReader(StageContext context) {
        return new Reader(context);
    }

    @Override
    public Serde<NumberSplit> splitSerde() {
        return Serdes.of(NumberSplit.class);
    }

    /** Threading: confined to its task. */
    private final class Reader implements SourceReader<Long, NumberSplit> {

        private final StageContext context;
        private final List<NumberSplit> splits = new ArrayList<>();
        private boolean complete;

        Reader(StageContext context) {
            this.context = context;
        }

        @Override
        public void addSplits(List<NumberSplit> more) {
            splits.addAll(more);
        }

        @Override
        public void noMoreSplits() {
            complete = true;
        }

        @Override
        public InputStatus poll(SourceOutput<Long> output, int countMax) {
            boolean ended = true;
            for (int i = 0; i < splits.size(); i++) {
                NumberSplit split = splits.get(i);
                long position = split.position();
                long end = end(split.number(), position);
                for (int n = 0; n < RECORDS_A_SPLIT_AND_TURN && position < end; n++) {
                    output.forSplit(split.splitId()).emit(split.number() * SPLIT_STRIDE + position, Timestamps.NONE);
                    position++;
                }
                splits.set(i, new NumberSplit(split.number(), position));
                ended &= position >= end;
            }
            if (ended && complete) {
                return InputStatus.END_OF_INPUT;
            }
            context.wakeUpAfterNanos(PAUSE_NANOS);
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<NumberSplit> snapshot(long checkpointId) {
            return List.copyOf(splits);
        }

        @Override
        public void close() {
            splits.clear();
        }
    }
}
