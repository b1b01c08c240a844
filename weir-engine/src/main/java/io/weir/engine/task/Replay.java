package io.weir.engine.task;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.operator.Output;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that were in flight in the restored checkpoint: a task is given them before all others (I12), each at the stage that it was on its way to. What lies
 * nearer to the sinks comes first.
 *
 * <p>Threading: confined to one task.
 */
public final class Replay {

    /** Bounds what is fed before the chain is asked again whether it has room. */
    private static final int RECORDS_MAX = 512;

    private final int subtask;
    private final List<Part> parts;
    private int part;
    private int next;

    /** Records, and where they go in. */
    public record Part(String stage, int side, Output head, InFlight records) {}

    /**
     * @param subtask that the records go to
     * @param parts in the order in which they are fed; each holds at least one record
     */
    public Replay(int subtask, List<Part> parts) {
        this.subtask = subtask;
        this.parts = List.copyOf(parts);
    }

    boolean isDone() {
        return part == parts.size();
    }

    /** Feeds the chain, a bounded amount. */
    void run() {
        Part current = parts.get(part);
        int end = Math.min(current.records().size(), next + RECORDS_MAX);
        while (next < end) {
            int index = next++;
            current.head()
                    .accept(current.records().value(index), current.records().timestamp(index));
        }
        if (next == current.records().size()) {
            part++;
            next = 0;
        }
    }

    /** Returns what is left: it is in flight still. */
    List<InFlightPart> rest() {
        List<InFlightPart> rest = new ArrayList<>();
        for (int i = part; i < parts.size(); i++) {
            InFlight records = parts.get(i).records();
            Part each = parts.get(i);
            InFlight left = i == part ? records.from(next) : records;
            rest.add(new InFlightPart(each.stage(), each.side(), subtask, left));
        }
        return rest;
    }
}
