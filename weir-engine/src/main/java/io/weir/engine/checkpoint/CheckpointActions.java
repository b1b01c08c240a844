package io.weir.engine.checkpoint;

import io.weir.engine.task.TaskSnapshot;
import java.util.List;

/**
 * What the coordinator wants done.
 *
 * <p>Threading: called by the coordinator's thread.
 */
public interface CheckpointActions {

    /** Asks every source to inject the barrier; {@code draining} as {@link io.weir.engine.item.Control.Barrier} says. */
    void trigger(long checkpointId, boolean draining);

    /** Lets the barriers of the checkpoint overtake the records that are queued before them. */
    void overtake(long checkpointId);

    /** Asks for the decision write; answered by {@link CheckpointCoordinator#decided}, or by the end of the attempt. */
    void decide(long checkpointId, List<TaskSnapshot> snapshots);

    /** What was in flight in the restored checkpoint has gone through the job: a checkpoint is decided that has nothing in flight. */
    void settled();

    /** Hands a decided checkpoint to the committers; answered by {@link CheckpointCoordinator#committed}. */
    void commit(long checkpointId, List<TaskSnapshot> snapshots);

    /** The last checkpoint is committed: nothing is left to do. */
    void finished();

    /** The checkpoint is aborted, and with it the attempt (I6). */
    void abort(Throwable cause);
}
