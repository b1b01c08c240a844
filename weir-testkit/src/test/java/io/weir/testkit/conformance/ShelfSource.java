package io.weir.testkit.conformance;

import io.weir.runtime.StageContext;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.util.ArrayList;
import java.util.List;

/** A source that reads a {@link Shelf}; right, unless the shelf has a flaw. */
final class ShelfSource implements Source<String, ShelfSplit> {

    private final Shelf shelf;
    private final Boundedness boundedness;

    ShelfSource(Shelf shelf, Boundedness boundedness) {
        this.shelf = shelf;
        this.boundedness = boundedness;
    }

    @Override
    public Boundedness boundedness() {
        return boundedness;
    }

    @Override
    public SplitEnumerator<ShelfSplit> createEnumerator(StageContext context) {
        return (known, firstStart) -> {
            List<ShelfSplit> found = new ArrayList<>();
            for (int board = 0; board < Shelf.BOARD_COUNT; board++) {
                ShelfSplit split = new ShelfSplit(board, 0, shelf.has(SourceFlaw.ID_TELLS_THE_POSITION));
                if (known.stream().noneMatch(each -> each.splitId().equals(split.splitId()))) {
                    found.add(split);
                }
            }
            if (shelf.has(SourceFlaw.DISCOVERS_AGAIN) && !firstStart) {
                found.add(new ShelfSplit(0, 0, false));
            }
            return found;
        };
    }

    @Override
    public SourceReader<String, ShelfSplit> createReader(StageContext context) {
        return new ShelfReader(shelf, boundedness, context);
    }

    @Override
    public Serde<ShelfSplit> splitSerde() {
        return new SplitSerde(shelf);
    }

    private record SplitSerde(Shelf shelf) implements Serde<ShelfSplit> {

        @Override
        public void write(ShelfSplit value, ByteWriter out) {
            out.writeInt(value.board());
            out.writeInt(shelf.has(SourceFlaw.SERDE_DROPS_THE_POSITION) ? 0 : value.position());
        }

        @Override
        public ShelfSplit read(ByteReader in) {
            int board = in.readInt();
            boolean lenient = shelf.has(SourceFlaw.SERDE_READS_WHAT_WAS_CUT_OFF);
            int position = lenient && in.remaining() < Integer.BYTES ? 0 : in.readInt();
            if (board < 0 || board >= Shelf.BOARD_COUNT || position < 0) {
                throw new CorruptDataException("no such board or position: " + board + ", " + position);
            }
            // An id that tells the position differs from that of the split that was written.
            boolean renames = shelf.has(SourceFlaw.SERDE_CHANGES_THE_ID);
            return new ShelfSplit(board, position, renames || shelf.has(SourceFlaw.ID_TELLS_THE_POSITION));
        }

        @Override
        public String schema() {
            return "shelf-split-1";
        }
    }
}
