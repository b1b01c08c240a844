package io.weir.engine.exchange;

import io.weir.engine.item.Control;
import java.util.List;

/**
 * The producer's side of one edge: a channel to each consumer that this subtask sends to.
 *
 * <p>Threading: confined to the producing task.
 */
public final class Outlet {

    private final Outbound[] channels;

    /** @param channels by the index of the consumer; for an edge that is not partitioned, the only one */
    public Outlet(List<Channel> channels) {
        this.channels = channels.stream().map(Outbound::new).toArray(Outbound[]::new);
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

    /** Sends a control event to every consumer, behind all records sent before. */
    public void broadcast(Control control) {
        for (Outbound channel : channels) {
            channel.add(control);
        }
    }

    /** Hands over batches that are not full: the task has nothing else to do. */
    public void flush() {
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
