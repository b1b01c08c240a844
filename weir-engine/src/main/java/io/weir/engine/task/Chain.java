package io.weir.engine.task;

import io.weir.engine.exchange.Outlet;
import io.weir.engine.item.Control;
import io.weir.engine.operator.Counting;
import io.weir.engine.operator.Operator;
import io.weir.engine.state.StateCapture;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The fused operators of one subtask as its task sees them: records go in at the head by plain calls, control events are handed to every part in
 * topological order.
 *
 * <p>Threading: confined to one task.
 *
 * @param operators in topological order
 * @param outlets the edges that leave the chain
 * @param sinks the sinks that end in the chain
 */
public record Chain(List<Operator> operators, List<Outlet> outlets, List<ChainSink> sinks) {

    public Chain {
        operators = List.copyOf(operators);
        outlets = List.copyOf(outlets);
        sinks = List.copyOf(sinks);
    }

    /** A sink's writer, and the operator that feeds and counts. */
    public record ChainSink(String stage, int subtask, SinkWriter<Object, Object> writer, Counting counter) {}

    /** Moves on what found no room before, and returns whether the chain may be fed. */
    boolean isWritable() {
        boolean writable = true;
        for (Outlet outlet : outlets) {
            writable &= outlet.drain();
        }
        for (ChainSink sink : sinks) {
            writable &= sink.writer().ready();
        }
        return writable;
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

    /** Sends a control event through the operators and on. */
    void control(Control control) {
        if (control instanceof Control.Watermark watermark) {
            for (Operator operator : operators) {
                operator.watermark(watermark.timestamp());
            }
        }
        for (Outlet outlet : outlets) {
            outlet.broadcast(control);
        }
    }

    /** Takes what changed in the state of every operator (I1). */
    List<StateCapture> capture() {
        List<StateCapture> captures = new ArrayList<>();
        for (Operator operator : operators) {
            captures.addAll(operator.capture());
        }
        return captures;
    }

    long recordsOut() {
        long count = 0;
        for (ChainSink sink : sinks) {
            count += sink.counter().count();
        }
        return count;
    }
}
