package io.weir.engine.job;

import io.weir.runtime.StageContext;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SourceSplit;
import io.weir.source.SplitEnumerator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A source of ten numbers that counts what of it is open, and notes what its enumerator is asked. */
final class ProbeSource implements Source<Long, ProbeSource.At> {

    record At(int index) implements SourceSplit {
        @Override
        public String splitId() {
            return "0";
        }
    }

    final AtomicInteger openEnumerators = new AtomicInteger();
    final AtomicInteger openReaders = new AtomicInteger();
    final List<Boolean> firstStarts = new CopyOnWriteArrayList<>();
    final AtomicBoolean discoverFails = new AtomicBoolean();

    @Override
    public Boundedness boundedness() {
        return Boundedness.UNBOUNDED;
    }

    @Override
    public SplitEnumerator<At> createEnumerator(StageContext context) {
        openEnumerators.incrementAndGet();
        return new SplitEnumerator<>() {
            @Override
            public List<At> discover(List<At> known, boolean firstStart) {
                firstStarts.add(firstStart);
                if (discoverFails.get()) {
                    throw new IllegalStateException("planted");
                }
                return known.isEmpty() ? List.of(new At(0)) : List.of();
            }

            @Override
            public void close() {
                openEnumerators.decrementAndGet();
            }
        };
    }

    @Override
    public SourceReader<Long, At> createReader(StageContext context) {
        openReaders.incrementAndGet();
        return new SourceReader<>() {
            private final List<At> splits = new ArrayList<>();
            private int emitted;

            @Override
            public void addSplits(List<At> added) {
                splits.addAll(added);
            }

            @Override
            public void noMoreSplits() {}

            @Override
            public InputStatus poll(SourceOutput<Long> output, int countMax) {
                if (!splits.isEmpty() && emitted < 10) {
                    output.emit((long) emitted++, 0);
                }
                return InputStatus.NOTHING_AVAILABLE;
            }

            @Override
            public List<At> snapshot(long checkpointId) {
                return List.copyOf(splits);
            }

            @Override
            public void close() {
                openReaders.decrementAndGet();
            }
        };
    }

    @Override
    public Serde<At> splitSerde() {
        return new Serde<>() {
            @Override
            public void write(At value, ByteWriter out) {
                out.writeInt(value.index());
            }

            @Override
            public At read(ByteReader in) {
                return new At(in.readInt());
            }

            @Override
            public String schema() {
                return "at";
            }
        };
    }
}
