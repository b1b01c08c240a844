package io.weir.engine.task;

import io.weir.engine.exchange.InputGate;
import io.weir.engine.exchange.SourceTimes;
import io.weir.engine.operator.BatchInlet;
import io.weir.engine.operator.SourceInlet;
import io.weir.engine.port.Clock;
import io.weir.engine.port.ProtocolObserver;
import io.weir.serde.Serde;
import io.weir.source.SourceReader;
import io.weir.source.SourceSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes subtasks. */
public final class Subtasks {

    private Subtasks() {}

    /**
     * What every subtask has.
     *
     * @param settings bounds of its work
     */
    public record Parts(
            int index,
            String name,
            Mailbox mailbox,
            Chain chain,
            Replay replay,
            TaskSettings settings,
            TaskEvents events,
            ProtocolObserver observer,
            Clock clock) {}

    /** A source's subtask, and how the coordinator talks to it. */
    public record SourceSubtask(Subtask task, SourceHandle handle) {}

    /**
     * Makes a subtask that is fed by an input gate.
     *
     * @param inlets by side
     * @param overtaking null if barriers keep their place at this gate
     */
    public static Subtask of(Parts parts, InputGate gate, List<BatchInlet> inlets, @Nullable Overtaking overtaking) {
        return make(parts, new GateFeed(gate, inlets, overtaking));
    }

    /**
     * Makes a subtask that is fed by a reader.
     *
     * @param recordsPerBarrier about how many it may emit before the next barrier
     * @param subtask which of the source's
     * @param times of all of the source's subtasks
     */
    public static SourceSubtask of(
            Parts parts,
            String stage,
            SourceReader<Object, SourceSplit> reader,
            Serde<SourceSplit> serde,
            SourceInlet inlet,
            long recordsPerBarrier,
            int subtask,
            SourceTimes times) {
        SourceFeed feed = new SourceFeed(
                stage, reader, serde, inlet, recordsPerBarrier, subtask, times, parts.settings(), parts.clock());
        Subtask task = make(parts, feed);
        return new SourceSubtask(task, new SourceHandle(task, feed, parts.mailbox()));
    }

    private static Subtask make(Parts parts, Feed feed) {
        return new Subtask(parts, feed);
    }
}
