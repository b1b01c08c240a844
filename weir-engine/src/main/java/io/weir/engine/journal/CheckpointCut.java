package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.CommittableBytes;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All but the keyed state of the last checkpoint read: sources, records in flight, committables that wait for their commit, and how far
 * commits are confirmed.
 *
 * <p>Threading: confined to one thread.
 */
final class CheckpointCut implements SegmentVisitor {

    private static final Comparator<PendingCommittable> COMMIT_ORDER =
            Comparator.comparingLong(PendingCommittable::checkpointId).thenComparingInt(PendingCommittable::subtask);

    private final List<SourceSnapshot> openSources = new ArrayList<>();
    private final List<InFlightRecords> openInFlight = new ArrayList<>();
    private final List<SinkSnapshot> openSinks = new ArrayList<>();

    private List<SourceSnapshot> sources = List.of();
    private List<InFlightRecords> inFlight = List.of();
    private final List<PendingCommittable> pending = new ArrayList<>();
    private final Map<String, Long> confirmed = new TreeMap<>();
    private boolean finished;

    /** Begins with what a base holds. */
    void startFrom(BaseHeader header, BaseReader.Prelude prelude) {
        sources = prelude.sources();
        inFlight = prelude.inFlight();
        pending.addAll(prelude.pending());
        finished = header.finished();
    }

    List<SourceSnapshot> sources() {
        return sources;
    }

    List<InFlightRecords> inFlight() {
        return inFlight;
    }

    /** Returns what is decided and not confirmed, in the order in which it must be committed. */
    List<PendingCommittable> pending() {
        List<PendingCommittable> sorted = new ArrayList<>(pending);
        sorted.sort(COMMIT_ORDER);
        return sorted;
    }

    /** Returns how far each sink is confirmed, as far as the segments say. */
    List<SinkConfirmation> confirmations() {
        List<SinkConfirmation> confirmations = new ArrayList<>();
        confirmed.forEach((stage, checkpointId) -> confirmations.add(new SinkConfirmation(stage, checkpointId)));
        return confirmations;
    }

    boolean finished() {
        return finished;
    }

    @Override
    public void begin() {
        openSources.clear();
        openInFlight.clear();
        openSinks.clear();
    }

    @Override
    public void source(SourceSnapshot source) {
        openSources.add(source);
    }

    @Override
    public void inFlight(InFlightRecords records) {
        openInFlight.add(records);
    }

    @Override
    public void sink(SinkSnapshot sink) {
        openSinks.add(sink);
    }

    @Override
    public void checkpoint(long checkpointId) {
        sources = List.copyOf(openSources);
        inFlight = List.copyOf(openInFlight);
        finished = false;
        for (SinkSnapshot sink : openSinks) {
            for (CommittableBytes committable : sink.committables()) {
                pending.add(new PendingCommittable(
                        sink.stage(), sink.schema(), checkpointId, committable.subtask(), committable.bytes()));
            }
            confirm(sink.stage(), sink.confirmedCheckpointId());
        }
    }

    /** Takes note of a checkpoint that was decided just now; its sources and its records in flight are not kept. */
    void decided(CheckpointData data) {
        begin();
        data.sinks().forEach(this::sink);
        checkpoint(data.checkpointId());
    }

    @Override
    public void confirmation(Confirmation confirmation) {
        finished |= confirmation.finished();
        confirm(confirmation.sinks());
    }

    /** Takes note of what is known to be committed. */
    void confirm(List<SinkConfirmation> sinks) {
        for (SinkConfirmation sink : sinks) {
            confirm(sink.stage(), sink.checkpointId());
        }
    }

    /** Returns how far the sinks of an older cut are known to be confirmed, by what this one still has pending. */
    List<SinkConfirmation> confirmationsFor(CheckpointCut older) {
        Map<String, Long> upTo = new TreeMap<>();
        for (PendingCommittable waiting : older.pending) {
            upTo.merge(waiting.stage(), waiting.checkpointId(), Math::max);
        }
        for (PendingCommittable waiting : pending) {
            upTo.computeIfPresent(waiting.stage(), (stage, id) -> Math.min(id, waiting.checkpointId() - 1));
        }
        List<SinkConfirmation> confirmations = new ArrayList<>();
        upTo.forEach((stage, checkpointId) -> confirmations.add(new SinkConfirmation(stage, checkpointId)));
        return confirmations;
    }

    private void confirm(String stage, long checkpointId) {
        long upTo = confirmed.merge(stage, checkpointId, Math::max);
        pending.removeIf(waiting -> waiting.stage().equals(stage) && waiting.checkpointId() <= upTo);
    }
}
