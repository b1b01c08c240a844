package io.weir.engine.task;

import io.weir.engine.port.Progress;
import io.weir.engine.task.TaskSnapshot.SourcePart;
import java.util.List;

/**
 * What a task takes its records from: a source's reader, or an input gate.
 *
 * <p>Threading: confined to one task.
 */
interface Feed {

    /** Feeds the chain with what is at hand, a bounded amount. */
    Progress run(Subtask task, long nowNanos);

    /** Called instead of {@link #run}, when the chain must not be fed. */
    void heldBack(long nowNanos);

    /** Returns the positions behind the last record fed; empty for a gate. */
    List<SourcePart> positions(long checkpointId);

    /** Returns how many records a source has emitted; 0 for a gate. */
    long recordsIn();
}
