package io.weir.engine.task;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.item.Control;
import io.weir.engine.operator.Counting;
import io.weir.engine.operator.Gathering;
import io.weir.engine.operator.Holding;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Timed;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The fused operators of one subtask as its task sees them: records go in at the head by plain calls, control events are handed to every part in
 * topological order.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariant T4: while a watermark is under way no record and no other watermark goes in: what the watermark lets go comes out before it and before what came behind it.
 * A barrier may pass it: then the snapshot has the timers that have not fired. If the first operator is {@link Holding}, this is so for what it lets go: it takes what
 * comes in.
 */
public final class Chain {

    private final Operator[] operators;

    /** The first operator, if it holds back what comes in. */
    private final @Nullable Holding head;

    private final Gathering[] gatherings;
    private final Timed[] timed;

    /** Arrays, for they are gone through in each turn: a list's iterator would be garbage. */
    private final Outlet[] outlets;

    private final ChainSink[] sinks;
    private final LongSupplier clockMillis;

    /** The watermark that operators are still busy with. */
    private Control.@Nullable Watermark underWay;

    /** How many operators are done with the watermark under way. */
    private int doneCount;

    private long firedCountBefore;

    /** Whether nothing acts by the clock: what was in flight in the restored checkpoint is to go through the job first, and nothing new. */
    private boolean settling;

    /**
     * @param operators in topological order
     * @param gatherings before some of them, in the same order
     * @param outlets the edges that leave the chain
     * @param sinks the sinks that end in the chain
     * @param clockMillis the machine's clock
     */
    public Chain(
            List<Operator> operators,
            List<Gathering> gatherings,
            List<Outlet> outlets,
            List<ChainSink> sinks,
            LongSupplier clockMillis) {
        this.operators = operators.toArray(Operator[]::new);
        this.gatherings = gatherings.toArray(Gathering[]::new);
        this.head = !operators.isEmpty() && operators.get(0) instanceof Holding holding ? holding : null;
        this.timed = operators.stream()
                .filter(Timed.class::isInstance)
                .map(Timed.class::cast)
                .toArray(Timed[]::new);
        this.outlets = outlets.toArray(Outlet[]::new);
        this.sinks = sinks.toArray(ChainSink[]::new);
        this.clockMillis = clockMillis;
    }

    /** A sink's writer, and the operator that feeds and counts. */
    public record ChainSink(String stage, int subtask, SinkWriter<Object, Object> writer, Counting counter) {}

    List<ChainSink> sinks() {
        return List.of(sinks);
    }

    /** Moves on what found no room before, and returns whether there is room for more. */
    boolean hasRoom() {
        boolean writable = true;
        for (Outlet outlet : outlets) {
            writable &= outlet.drain();
        }
        for (ChainSink sink : sinks) {
            writable &= sink.writer().ready();
        }
        return writable;
    }

    /** Returns whether a watermark is under way, which {@link #goOn} has to be called for. */
    boolean isBusy() {
        return underWay != null;
    }

    /** Moves on what found no room before, and returns whether the chain may be fed. */
    boolean isWritable() {
        return hasRoom() && underWay == null && takes();
    }

    /** Returns whether the first operator may be given more, if it holds back what comes in. */
    boolean takes() {
        return head == null || head.takes();
    }

    /** Returns whether no record and no control event is held back. */
    boolean isDrained() {
        return head == null || head.isEmpty() && underWay == null;
    }

    /** Called before a reader is polled: what it emits may be held back until {@link #endPoll}. */
    void beginPoll() {
        for (Gathering each : gatherings) {
            each.begin();
        }
    }

    /** Called behind the poll, before anything else: nothing is held back any more. What one lets go may go to the next. */
    void endPoll() {
        for (Gathering each : gatherings) {
            each.end();
        }
    }

    /** Hands over batches that are not full. */
    void flush() {
        for (Outlet outlet : outlets) {
            outlet.flush();
        }
    }

    /** Shows the consumers what found no room: a barrier in it may overtake. */
    void show() {
        for (Outlet outlet : outlets) {
            outlet.show();
        }
    }

    /** Sends a control event through the operators and on; one that is no barrier only while the chain is not busy. */
    void control(Control control) {
        if (head != null && !(control instanceof Control.Barrier)) {
            head.hold(control);
            letGo(head);
        } else {
            pass(control);
        }
    }

    /** Sends on the control events that the first operator holds back behind nothing. */
    private void letGo(Holding from) {
        while (underWay == null) {
            Control control = from.released();
            if (control == null) {
                return;
            }
            pass(control);
        }
    }

    private void pass(Control control) {
        if (control instanceof Control.Watermark watermark) {
            assert underWay == null : "T4: " + underWay + " is under way, and " + watermark + " comes";
            underWay = watermark;
            doneCount = 0;
            goOn();
        } else {
            assert underWay == null || control instanceof Control.Barrier
                    : "T4: " + underWay + " is under way, and " + control + " comes";
            broadcast(control);
        }
    }

    /** Does a bounded part of what the watermark under way still lets go. */
    void goOn() {
        Control.Watermark watermark = underWay;
        if (watermark == null) {
            return;
        }
        while (doneCount < operators.length) {
            if (!operators[doneCount].watermark(watermark.timestamp())) {
                return;
            }
            doneCount++;
        }
        underWay = null;
        broadcast(watermark);
    }

    private void broadcast(Control control) {
        for (Outlet outlet : outlets) {
            outlet.broadcast(control);
        }
    }

    /** Lets operators act whose time has come, a bounded amount; returns whether any did. Called while the chain is not busy. */
    boolean processingTime() {
        boolean acted = false;
        if (head != null && head.isDue()) {
            head.work();
            letGo(head);
            acted = true;
            if (underWay != null) {
                return true;
            }
        }
        for (Timed each : timed) {
            long due = settling ? Long.MAX_VALUE : each.dueMillis();
            if (due != Long.MAX_VALUE) {
                long now = clockMillis.getAsLong();
                if (due <= now) {
                    each.processingTime(now);
                    acted = true;
                }
            }
        }
        return acted;
    }

    /** Returns how many milliseconds it is until an operator wants to act; {@link Long#MAX_VALUE} if none does. */
    long untilDueMillis() {
        long untilHead = head == null ? Long.MAX_VALUE : head.untilDueMillis();
        return Math.min(untilHead, untilTimedMillis());
    }

    private long untilTimedMillis() {
        long due = Long.MAX_VALUE;
        for (Timed each : timed) {
            due = settling ? due : Math.min(due, each.dueMillis());
        }
        return due == Long.MAX_VALUE ? due : Math.max(0, due - clockMillis.getAsLong());
    }

    /** Lets nothing act by the clock, or lets it again. */
    void settling(boolean newSettling) {
        settling = newSettling;
    }

    /** Returns whether an operator has acted by itself since the last call. */
    boolean hasFired() {
        long count = 0;
        for (Operator each : operators) {
            count += each.firedCount();
        }
        boolean fired = count != firedCountBefore;
        firedCountBefore = count;
        return fired;
    }

    /** Takes what changed in the state of every operator (I1). */
    List<StateCapture> capture(CaptureScope scope) {
        List<StateCapture> captures = new ArrayList<>();
        for (Operator operator : operators) {
            captures.addAll(operator.capture(scope));
        }
        return captures;
    }

    /** Returns the records that are held back: they are in flight still. */
    List<InFlightPart> inFlight() {
        InFlight records = head == null ? null : head.inFlight();
        return head == null || records == null || records.size() == 0
                ? List.of()
                : List.of(new InFlightPart(head.stage(), 0, head.subtask(), records));
    }

    long recordsOut() {
        long count = 0;
        for (ChainSink sink : sinks) {
            count += sink.counter().count();
        }
        return count;
    }
}
