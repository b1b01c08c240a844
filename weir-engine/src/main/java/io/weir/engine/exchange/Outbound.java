package io.weir.engine.exchange;

import io.weir.engine.flat.FlatLayout;
import io.weir.engine.item.Batch;
import io.weir.engine.item.Control;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The producer's side of one channel: fills batches, and keeps in order what the channel has no room for.
 *
 * <p>Threading: confined to the producing task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>O1: items leave in the order in which they were added; a control event never overtakes a record.
 *   <li>O2: the overflow holds only what one step of the task emitted after the channel was full: the task takes no input while it is not empty.
 * </ul>
 */
final class Outbound {

    private final Channel channel;
    private final Deque<Object> overflow = new ArrayDeque<>();
    private Batch batch;
    private boolean combined;
    private @Nullable FlatLayout layout;

    Outbound(Channel channel) {
        this.channel = channel;
        this.batch = channel.emptyBatch();
        batch.begin(null);
    }

    /** Returns the batch that is being filled, which has room. */
    Batch filling() {
        return batch;
    }

    void add(Object value, long timestamp) {
        Batch filling = batch;
        filling.add(value, timestamp);
        if (filling.isFull()) {
            flush();
        }
    }

    void add(Control control) {
        flush();
        if (!overflow.isEmpty() || !channel.offer(control)) {
            overflow.add(control);
        }
    }

    /** Hands over the batch being filled, if there is anything in it. */
    void flush() {
        if (batch.size() > 0) {
            if (!overflow.isEmpty() || !channel.offer(batch)) {
                overflow.add(batch);
            }
            batch = channel.emptyBatch();
            begin();
        }
    }

    private void begin() {
        batch.begin(combined ? null : layout);
        batch.combined(combined);
    }

    /** Says how records are kept that are added from now on and were not combined; null for as they are. */
    void layout(@Nullable FlatLayout newLayout) {
        flush();
        layout = newLayout;
        begin();
    }

    /** Says whether what is added from now on was combined. */
    void combined(boolean newCombined) {
        flush();
        combined = newCombined;
        begin();
    }

    /** Shows the consumer what the channel has no room for, so that it finds a barrier there. */
    void show() {
        if (!overflow.isEmpty()) {
            channel.show(overflow.toArray());
        }
    }

    /** Hands over what the channel has room for now; returns whether nothing is left over. */
    boolean drain() {
        while (!overflow.isEmpty()) {
            Object item = overflow.peek();
            boolean offered = item instanceof Batch full ? channel.offer(full) : channel.offer((Control) item);
            if (!offered) {
                return false;
            }
            overflow.remove();
        }
        channel.showNothing();
        return true;
    }
}
