package io.weir.engine.simulation;

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

/** A replayable list of which a test releases one record after the other. Stands outside of the job: it survives crashes. */
final class GatedSource implements Source<String, GatedSource.Position> {

    private final List<String> released = new ArrayList<>();
    private boolean ended;

    record Position(int index) implements SourceSplit {
        @Override
        public String splitId() {
            return "0";
        }
    }

    void release(String... values) {
        released.addAll(List.of(values));
    }

    void end() {
        ended = true;
    }

    @Override
    public Boundedness boundedness() {
        return Boundedness.UNBOUNDED;
    }

    @Override
    public SplitEnumerator<Position> createEnumerator(StageContext context) {
        return (known, firstStart) -> known.isEmpty() ? List.of(new Position(0)) : List.of();
    }

    @Override
    public SourceReader<String, Position> createReader(StageContext context) {
        return new Reader();
    }

    @Override
    public Serde<Position> splitSerde() {
        return new Serde<>() {
            @Override
            public void write(Position value, ByteWriter out) {
                out.writeInt(value.index());
            }

            @Override
            public Position read(ByteReader in) {
                return new Position(in.readInt());
            }

            @Override
            public String schema() {
                return "position";
            }
        };
    }

    private final class Reader implements SourceReader<String, Position> {
        private final List<Position> splits = new ArrayList<>();

        @Override
        public void addSplits(List<Position> added) {
            splits.addAll(added);
        }

        @Override
        public void noMoreSplits() {}

        @Override
        public InputStatus poll(SourceOutput<String> output, int countMax) {
            for (int i = 0; i < splits.size(); i++) {
                int index = splits.get(i).index();
                if (index < released.size()) {
                    splits.set(i, new Position(index + 1));
                    output.forSplit("0").emit(released.get(index), 0);
                    return InputStatus.MORE_AVAILABLE;
                }
            }
            return ended ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<Position> snapshot(long checkpointId) {
            return List.copyOf(splits);
        }

        @Override
        public void close() {}
    }
}
