package io.weir.engine.task;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.exchange.InputGate;
import io.weir.engine.item.Batch;
import io.weir.engine.item.Control;
import io.weir.engine.latency.ReadSpans;
import io.weir.engine.operator.BatchInlet;
import io.weir.engine.port.Progress;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.engine.task.TaskSnapshot.SourcePart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds a chain from an input gate. */
final class GateFeed implements Feed {

    /** Bounds the work of a turn: other tasks of the worker want theirs. */
    private static final int ITEMS_MAX = 8;

    private final InputGate gate;
    private final BatchInlet[] inlets;
    private final @Nullable Overtaking overtaking;

    /** The barrier that waits until the chain holds nothing back. */
    private Control.@Nullable Barrier draining;

    /**
     * @param inlets by side
     * @param overtaking null if barriers keep their place
     */
    GateFeed(InputGate gate, List<BatchInlet> inlets, @Nullable Overtaking overtaking) {
        this.gate = gate;
        this.inlets = inlets.toArray(BatchInlet[]::new);
        this.overtaking = overtaking;
    }

    @Override
    public Progress run(Subtask task, long nowNanos) {
        Chain chain = task.chain();
        for (int i = 0; i < ITEMS_MAX; i++) {
            if (draining != null && !passDraining(task)) {
                chain.flush();
                return i > 0 ? Progress.MADE : Progress.NONE;
            }
            Object item = gate.poll();
            if (item == null) {
                chain.flush();
                return i > 0 ? Progress.MADE : Progress.NONE;
            }
            if (item instanceof Batch batch) {
                if (overtaking != null) {
                    overtaking.check(gate.side(), batch);
                }
                inlets[gate.side()].accept(batch);
                gate.recycle(batch);
            } else if (item instanceof Control.Barrier barrier && barrier.draining() && !chain.isDrained()) {
                draining = barrier;
            } else if (item instanceof Control.Barrier barrier) {
                task.barrier(barrier.checkpointId(), barrier.draining());
            } else {
                chain.control((Control) item);
            }
            if (!chain.isWritable()) {
                return Progress.MADE;
            }
        }
        return Progress.MADE;
    }

    /** Returns whether the barrier has been passed on: nothing is held back any more. */
    private boolean passDraining(Subtask task) {
        Control.Barrier barrier = draining;
        if (barrier == null || !task.chain().isDrained()) {
            return false;
        }
        draining = null;
        task.barrier(barrier.checkpointId(), true);
        return true;
    }

    @Override
    public long dueNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void heldBack(long nowNanos) {}

    @Override
    public List<SourcePart> positions(long checkpointId) {
        return List.of();
    }

    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        return List.of();
    }

    @Override
    public boolean overtake(long checkpointId) {
        if (overtaking == null) {
            return false;
        }
        gate.overtake(checkpointId);
        return true;
    }

    @Override
    public @Nullable List<InFlightPart> recorded() {
        List<InFlight> records = gate.recorded();
        if (overtaking == null || records == null) {
            return null;
        }
        List<InFlightPart> parts = new ArrayList<>();
        for (int side = 0; side < records.size(); side++) {
            if (records.get(side).size() > 0) {
                parts.add(new InFlightPart(overtaking.stage(), side, overtaking.subtask(), records.get(side)));
            }
        }
        return parts;
    }

    @Override
    public long recordsIn() {
        return 0;
    }

    @Override
    public ReadSpans takeRead() {
        return ReadSpans.NONE;
    }
}
