package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what each checkpoint holds.
 *
 * <p>Threading: confined to one thread.
 */
final class SummaryVisitor implements SegmentVisitor {

    private final List<CheckpointSummary> summaries = new ArrayList<>();
    private int splitCount;
    private long entryCount;
    private long stateSize;
    private int committableCount;

    List<CheckpointSummary> summaries() {
        return summaries;
    }

    /** Adds a base, whose state has been passed to {@link #state}. */
    void addBase(long checkpointId, CheckpointCut cut) {
        cut.sources().forEach(this::source);
        summaries.add(new CheckpointSummary(
                checkpointId,
                true,
                splitCount,
                entryCount,
                stateSize,
                cut.pending().size()));
    }

    @Override
    public void begin() {
        splitCount = 0;
        entryCount = 0;
        stateSize = 0;
        committableCount = 0;
    }

    @Override
    public void source(SourceSnapshot source) {
        splitCount += source.splits().size();
    }

    @Override
    public void state(StateRecord record) {
        record.forEach((schema, keyGroup, count, entries) -> {
            entryCount += count;
            stateSize += entries.remaining();
        });
    }

    @Override
    public void sink(SinkSnapshot sink) {
        committableCount += sink.committables().size();
    }

    @Override
    public void checkpoint(long checkpointId) {
        summaries.add(new CheckpointSummary(checkpointId, false, splitCount, entryCount, stateSize, committableCount));
    }
}
