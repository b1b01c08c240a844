package io.weir.testkit.conformance;

import io.weir.runtime.StageContext;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads boards of a {@link Shelf}: each poll takes from the next one. */
final class ShelfReader implements SourceReader<String, ShelfSplit> {

    private final Shelf shelf;
    private final Boundedness boundedness;
    private final List<ShelfSplit> splits = new ArrayList<>();
    private final Set<Long> snapshots = new HashSet<>();
    private int turn;
    private boolean complete;
    private boolean closed;

    ShelfReader(Shelf shelf, Boundedness boundedness, StageContext context) {
        this.shelf = shelf;
        this.boundedness = boundedness;
        shelf.listen(context::wakeUp);
    }

    @Override
    public void addSplits(List<ShelfSplit> more) {
        if (!splits.isEmpty() && shelf.has(SourceFlaw.LATER_SPLITS_ARE_LOST)) {
            return;
        }
        if (shelf.has(SourceFlaw.LATER_SPLITS_REPLACE_EARLIER_ONES)) {
            splits.clear();
        }
        for (ShelfSplit split : more) {
            int position = shelf.has(SourceFlaw.RESTORES_FROM_THE_START) ? 0 : split.position();
            if (shelf.has(SourceFlaw.ONE_POSITION_A_READER)) {
                position = Math.max(position, more.get(0).position());
            }
            splits.add(new ShelfSplit(split.board(), position, shelf.has(SourceFlaw.ID_TELLS_THE_POSITION)));
        }
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public InputStatus poll(SourceOutput<String> output, int countMax) {
        if (shelf.has(SourceFlaw.POLL_BLOCKS)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2_500));
        }
        for (int i = 0; i < splits.size(); i++) {
            turn = (turn + 1) % splits.size();
            ShelfSplit split = splits.get(turn);
            List<String> board = shelf.board(split.board());
            int end = shelf.has(SourceFlaw.LOSES_THE_LAST) ? board.size() - 1 : board.size();
            int position = position(split);
            int count = Math.min(end - position, shelf.has(SourceFlaw.EMITS_A_WHOLE_BUFFER) ? 3 : countMax);
            if (count > 0) {
                emit(output.forSplit(split.splitId()), board.subList(position, position + count));
                moveTo(split, position + count);
                return shelf.has(SourceFlaw.NEVER_WAKES) ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
            }
        }
        boolean told = complete || shelf.has(SourceFlaw.ENDS_WITHOUT_BEING_TOLD);
        return told && boundedness == Boundedness.BOUNDED ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }

    private void emit(SourceOutput<String> output, List<String> records) {
        List<String> ordered = new ArrayList<>(records);
        if (shelf.has(SourceFlaw.ORDER_VARIES)) {
            Collections.reverse(ordered);
        }
        ordered.forEach(record -> output.emit(record, 0));
    }

    private int position(ShelfSplit split) {
        return shelf.has(SourceFlaw.POSITIONS_OUTSIDE)
                ? shelf.sharedPositions().getOrDefault(split.board(), split.position())
                : split.position();
    }

    private void moveTo(ShelfSplit split, int position) {
        shelf.sharedPositions().put(split.board(), position);
        split.moveTo(position);
    }

    @Override
    public List<ShelfSplit> snapshot(long checkpointId) {
        snapshots.add(checkpointId);
        List<ShelfSplit> snapshot = new ArrayList<>();
        for (ShelfSplit split : splits) {
            int position = split.position();
            int end = shelf.board(split.board()).size();
            if (shelf.has(SourceFlaw.POSITION_ONE_SHORT)) {
                position = Math.max(0, position - 1);
            }
            if (shelf.has(SourceFlaw.POSITION_OF_THE_FETCH)) {
                position = Math.min(end, position + 2);
            }
            if (shelf.has(SourceFlaw.SNAPSHOT_DROPS_THE_BUFFER) && position < end) {
                split.moveTo(position + 1);
            }
            if (position < end || !shelf.has(SourceFlaw.FORGETS_FINISHED_SPLITS)) {
                snapshot.add(
                        shelf.has(SourceFlaw.SNAPSHOT_MOVES)
                                ? split
                                : new ShelfSplit(split.board(), position, shelf.has(SourceFlaw.ID_TELLS_THE_POSITION)));
            }
        }
        return snapshot;
    }

    @Override
    public void checkpointCommitted(long checkpointId) {
        if (shelf.has(SourceFlaw.NOTICE_MUST_COME_ONCE) && !snapshots.remove(checkpointId)) {
            throw new IllegalStateException("no such checkpoint: " + checkpointId);
        }
        if (shelf.has(SourceFlaw.NOTICE_MOVES_THE_POSITION)) {
            splits.forEach(split -> split.moveTo(Math.max(0, split.position() - 1)));
        }
    }

    @Override
    public void close() {
        if (closed && shelf.has(SourceFlaw.CLOSE_IS_NOT_IDEMPOTENT)) {
            throw new IllegalStateException("closed twice");
        }
        closed = true;
    }
}
