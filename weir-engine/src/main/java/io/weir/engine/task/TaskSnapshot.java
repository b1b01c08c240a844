package io.weir.engine.task;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.latency.ReadSpans;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import java.util.List;

/**
 * A task's part of a checkpoint.
 *
 * <p>Threading: Immutable, as far as the captures are.
 *
 * @param states what changed in keyed state
 * @param scope whether that is all there is of it
 * @param sources the positions of a source task; empty for another
 * @param inFlight the records that the barrier has overtaken on their way to the task
 * @param sinks what each sink of the chain has pre-committed
 * @param recordsIn how many records the task's source has emitted in this attempt
 * @param recordsOut how many records the task's sinks have taken in this attempt
 * @param read when the records of the task's source were created or read, since the last barrier
 * @param busyNanos how long the task was busy with the checkpoint instead of records: with its snapshot, the barrier, its sinks, and the copying of state
 */
public record TaskSnapshot(
        List<StateCapture> states,
        CaptureScope scope,
        List<SourcePart> sources,
        List<InFlightPart> inFlight,
        List<SinkPart> sinks,
        long recordsIn,
        long recordsOut,
        ReadSpans read,
        long busyNanos) {

    /** A snapshot that took no time, of a task that has read nothing. */
    public TaskSnapshot(
            List<StateCapture> states,
            List<SourcePart> sources,
            List<InFlightPart> inFlight,
            List<SinkPart> sinks,
            long recordsIn,
            long recordsOut) {
        this(states, CaptureScope.CHANGED, sources, inFlight, sinks, recordsIn, recordsOut, ReadSpans.NONE, 0);
    }

    public TaskSnapshot {
        states = List.copyOf(states);
        sources = List.copyOf(sources);
        inFlight = List.copyOf(inFlight);
        sinks = List.copyOf(sinks);
    }

    /** The splits of one subtask of a source, serialized. */
    public record SourcePart(String stage, List<byte[]> splits) {
        public SourcePart {
            splits = List.copyOf(splits);
        }
    }

    /**
     * Records on their way into a stage; at least one.
     *
     * @param side which stream of a stage that reads two they belong to; 0 elsewhere
     * @param subtask that they go to
     */
    public record InFlightPart(String stage, int side, int subtask, InFlight records) {}

    /** The committables of one subtask of a sink. */
    public record SinkPart(String stage, int subtask, List<Object> committables) {
        public SinkPart {
            committables = List.copyOf(committables);
        }
    }
}
