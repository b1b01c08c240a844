package io.weir.engine.inspect;

import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.RestoredCheckpoint;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One checkpoint, whole, in memory.
 *
 * <p>Threading: confined to one thread.
 */
public final class StoredCheckpoint {

    private final RestoredCheckpoint checkpoint;
    private final Map<StateId, StoredState> states = new TreeMap<>();

    StoredCheckpoint(RestoredCheckpoint checkpoint) {
        this.checkpoint = checkpoint;
        checkpoint
                .states()
                .forEach(delta -> states.computeIfAbsent(new StateId(delta.stage(), delta.state()), StoredState::new)
                        .apply(delta));
    }

    public long id() {
        return checkpoint.checkpointId();
    }

    /** Returns the sources with their splits, as their connectors wrote them. */
    public List<SourceSnapshot> sources() {
        return checkpoint.sources();
    }

    /** Returns the records that barriers had overtaken, by the stage that they were on their way to. */
    public List<InFlightRecords> inFlight() {
        return checkpoint.inFlight();
    }

    /** Returns what is decided and, as far as the journal knows, not committed yet. */
    public List<PendingCommittable> pending() {
        return checkpoint.pending();
    }

    /**
     * Returns up to which checkpoint every sink had committed all of its output, as far as the journal knew when this checkpoint was the last: a job notes commits with the checkpoint after them, or when it has been idle for a second. It is
     * the number of a checkpoint, or of a gap behind one: numbers are not always used.
     */
    public long committedCheckpoint() {
        return checkpoint.committedCheckpointId();
    }

    /** Returns the same for one sink; {@link #committedCheckpoint} is the least of them. */
    public long committedCheckpoint(String sink) {
        return checkpoint.pending().stream()
                .filter(pending -> pending.stage().equals(sink))
                .mapToLong(pending -> pending.checkpointId() - 1)
                .min()
                .orElse(checkpoint.checkpointId());
    }

    /** Returns the states, by stage and name. */
    public List<StoredState> states() {
        return List.copyOf(states.values());
    }

    /** Returns one state; null if there is none of that name. */
    public @Nullable StoredState state(StateId id) {
        return states.get(id);
    }
}
