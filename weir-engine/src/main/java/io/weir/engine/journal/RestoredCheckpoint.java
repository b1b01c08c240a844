package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import java.util.List;

/**
 * The last decided checkpoint, as recovery found it.
 *
 * <p>Threading: Immutable, apart from the states.
 *
 * @param sources as of this checkpoint
 * @param states keyed state, which may still lie in files
 * @param pending every committable that is decided and not confirmed, by checkpoint then subtask
 */
public record RestoredCheckpoint(
        long checkpointId, List<SourceSnapshot> sources, RestoredStates states, List<PendingCommittable> pending) {

    public RestoredCheckpoint {
        sources = List.copyOf(sources);
        pending = List.copyOf(pending);
    }

    /** A committable of the sink {@code stage} whose commit is not confirmed. */
    public record PendingCommittable(String stage, String schema, long checkpointId, int subtask, byte[] bytes) {}
}
