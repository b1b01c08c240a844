package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import java.util.List;

/**
 * The last decided checkpoint, as recovery found it.
 *
 * <p>Threading: Immutable, apart from the states.
 *
 * @param sources as of this checkpoint
 * @param states keyed state, which may still lie in files
 * @param inFlight the records that barriers had overtaken: they come before all that sources read from their positions
 * @param pending every committable that is decided and not confirmed, by checkpoint then subtask
 */
public record RestoredCheckpoint(
        long checkpointId,
        List<SourceSnapshot> sources,
        RestoredStates states,
        List<InFlightRecords> inFlight,
        List<PendingCommittable> pending) {

    public RestoredCheckpoint {
        sources = List.copyOf(sources);
        inFlight = List.copyOf(inFlight);
        pending = List.copyOf(pending);
    }

    /** Returns up to which checkpoint every sink is known to have committed all of its output: this one, or the number before the first that waits for a commit. */
    public long committedCheckpointId() {
        return pending.isEmpty() ? checkpointId : pending.get(0).checkpointId() - 1;
    }

    /** A committable of the sink {@code stage} whose commit is not confirmed. */
    public record PendingCommittable(String stage, String schema, long checkpointId, int subtask, byte[] bytes) {}
}
