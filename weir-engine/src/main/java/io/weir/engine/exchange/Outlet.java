package io.weir.engine.exchange;

import io.weir.engine.flat.FlatLayout;
import io.weir.engine.inlining.OutOfLine;
import io.weir.engine.item.Batch;
import io.weir.engine.item.Control;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The producer's side of one edge: a channel to each consumer that this subtask sends to.
 *
 * <p>Threading: confined to the producing task.
 */
public final class Outlet {

    private final Outbound[] channels;
    private @Nullable Held held;

    /** What an edge keeps back of the records that were sent, to make fewer of them. */
    public interface Held {

        /** Returns whether a watermark must not pass before they are sent. */
        boolean isDue(long watermark);

        /** Sends them. */
        void release();
    }

    /** @param channels by the index of the consumer; for an edge that is not partitioned, the only one */
    public Outlet(List<Channel> channels) {
        this.channels = channels.stream().map(Outbound::new).toArray(Outbound[]::new);
    }

    /** Sets what keeps records back; it is made to send them before anything that must come behind them. */
    public void holding(Held newHeld) {
        held = newHeld;
    }

    /** Says whether what is sent from now on was combined. */
    public void combined(boolean combined) {
        for (Outbound channel : channels) {
            channel.combined(combined);
        }
    }

    /** Says how records are kept on the way that are sent from now on and were not combined; null for as they are. */
    public void layout(@Nullable FlatLayout layout) {
        for (Outbound channel : channels) {
            channel.layout(layout);
        }
    }

    /** Returns the batch that records for a consumer are added to, which has room; {@link #added} comes next. */
    public Batch filling(int consumer) {
        return channels[consumer].filling();
    }

    /** A record has been added to the batch of a consumer. */
    public void added(int consumer, Batch batch) {
        if (batch.isFull()) {
            handOver(consumer, null);
        }
    }

    /** Once for hundreds of records: inlined it would make the code of each edge too large to be inlined itself. */
    void handOver(int consumer, @Nullable OutOfLine rare) {
        channels[consumer].flush();
    }

    /** Sends a record to one consumer. */
    public void send(int consumer, Object value, long timestamp) {
        channels[consumer].add(value, timestamp);
    }

    /** Sends a record to every consumer. */
    public void sendToAll(Object value, long timestamp) {
        for (Outbound channel : channels) {
            channel.add(value, timestamp);
        }
    }

    /** Sends a control event to every consumer, behind all records sent before (I1): only those that a watermark does not concern may come behind it. */
    public void broadcast(Control control) {
        if (held != null && !(control instanceof Control.Watermark passing && !held.isDue(passing.timestamp()))) {
            held.release();
        }
        for (Outbound channel : channels) {
            channel.add(control);
        }
    }

    /** Hands over batches that are not full: the task has nothing else to do. */
    public void flush() {
        if (held != null) {
            held.release();
        }
        for (Outbound channel : channels) {
            channel.flush();
        }
    }

    /** Shows every consumer what found no room: a barrier in it may overtake. */
    public void show() {
        for (Outbound channel : channels) {
            channel.show();
        }
    }

    /** Hands over what found no room before; returns whether nothing is left over, so that the task may take further input. */
    public boolean drain() {
        boolean empty = true;
        for (Outbound channel : channels) {
            empty &= channel.drain();
        }
        return empty;
    }
}
