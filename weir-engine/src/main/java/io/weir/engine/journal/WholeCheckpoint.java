package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that has every entry of all keyed state, still in memory: the base that stands for it needs nothing of what is in files. In them it looks like any
 * other checkpoint, in which everything has changed.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Invariants:
 * <ul>
 *   <li>B1: every entry that keyed state had at the barrier is in it.
 *   <li>B2: within a block no removal comes behind an entry of the same key; so what is present is what counts.
 * </ul>
 */
final class WholeCheckpoint implements BaseContent {

    /** So much is written between two rests, about. */
    private static final long PIECE_SIZE = 16 << 20;

    private final CheckpointLink link;
    private final BaseReader.Prelude prelude;

    /** What is not written yet. */
    private final NavigableMap<StateGroup, List<EntryBlock>> blocks = new TreeMap<>();

    private final EntryBatch batch = new EntryBatch();

    private @Nullable BaseStateWriter out;

    /**
     * @param link of the checkpoint
     * @param pending all that is decided and not confirmed, of this checkpoint and of those before
     */
    WholeCheckpoint(CheckpointData data, CheckpointLink link, List<PendingCommittable> pending) {
        this.link = link;
        this.prelude = new BaseReader.Prelude(data.sources(), data.inFlight(), pending);
        for (StateDelta delta : data.states()) {
            for (StateBlock block : delta.blocks()) {
                blocks.computeIfAbsent(
                                new StateGroup(delta.stage(), delta.state(), block.keyGroup()),
                                group -> new ArrayList<>())
                        .add(new EntryBlock(
                                delta.schema(),
                                block.keyGroup(),
                                block.entryCount(),
                                block.entries(),
                                0,
                                block.entries().length));
            }
        }
    }

    @Override
    public void begin(BaseWriter to, SegmentHeader owner) throws IOException {
        // The job goes on: a checkpoint behind the end of the input is no whole one.
        to.prelude(new BaseHeader(owner.jobId(), owner.attempt(), link, false), prelude);
        out = new BaseStateWriter(to);
    }

    @Override
    public boolean next() throws IOException {
        BaseStateWriter to = out;
        if (to == null) {
            throw new IllegalStateException("not begun");
        }
        for (long size = 0; size < PIECE_SIZE; ) {
            Map.Entry<StateGroup, List<EntryBlock>> next = blocks.pollFirstEntry();
            if (next == null) {
                to.finish();
                return false;
            }
            for (EntryBlock block : next.getValue()) {
                write(next.getKey(), block, to);
                size += block.size();
            }
        }
        return true;
    }

    private void write(StateGroup group, EntryBlock block, BaseStateWriter to) throws IOException {
        to.enter(group, block.schema());
        batch.enter(block);
        while (batch.next()) {
            for (int i = 0; i < batch.count(); i++) {
                if (batch.end(i) != EntryBatch.REMOVED) {
                    to.entry(block.bytes(), batch.begin(i), batch.end(i));
                }
            }
        }
        to.flush();
    }

    @Override
    public void close() {}
}
