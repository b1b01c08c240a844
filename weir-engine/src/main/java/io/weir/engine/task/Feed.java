package io.weir.engine.task;

import io.weir.engine.latency.ReadSpans;
import io.weir.engine.port.Progress;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.engine.task.TaskSnapshot.SourcePart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task takes its records from: a source's reader, or an input gate.
 *
 * <p>Threading: confined to one task.
 */
interface Feed {

    /** Feeds the chain with what is at hand, a bounded amount. */
    Progress run(Subtask task, long nowNanos);

    /** Returns when {@link #run} has something to do although nothing has happened, in the unit of {@code nowNanos}; {@link Long#MAX_VALUE} for never. */
    long dueNanos();

    /** Called instead of {@link #run}, when the chain must not be fed. */
    void heldBack(long nowNanos);

    /** Returns the positions behind the last record fed; empty for a gate. */
    List<SourcePart> positions(long checkpointId);

    /** Takes what changed in the feed's own state since the last barrier. */
    List<StateCapture> capture(CaptureScope scope);

    /** Lets a barrier overtake what the task has not been given yet; returns false, and changes nothing, where barriers keep their place. */
    boolean overtake(long checkpointId);

    /** Returns what the last barrier has overtaken, as soon as all of it is known; null before. */
    @Nullable List<InFlightPart> recorded();

    /** Returns how many records a source has emitted; 0 for a gate. */
    long recordsIn();

    /** Takes when a source's records since the last barrier were created or read; none for a gate. */
    ReadSpans takeRead();
}
