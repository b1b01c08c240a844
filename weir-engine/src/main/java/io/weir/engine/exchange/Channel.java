package io.weir.engine.exchange;

import io.weir.engine.item.Batch;
import io.weir.engine.item.Control;
import io.weir.engine.port.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The way from one subtask to another: batches and control events in order, and emptied batches back for reuse. Bounded: a full channel is the
 * back-pressure.
 *
 * <p>Threading: the methods marked Producer by one task, those marked Consumer by one other; {@link #connect} before either runs.
 */
public final class Channel {

    /** Batches in flight: enough to cover a worker's turn on other tasks, few enough that barriers do not queue for long. */
    private static final int CAPACITY = 16;

    private final SpscRing<Object> items = new SpscRing<>(CAPACITY);
    private final SpscRing<Batch> emptied = new SpscRing<>(CAPACITY);
    private Signal producer = () -> {};
    private Signal consumer = () -> {};

    /** Says whom to wake: the consumer when items come, the producer when there is room again. */
    public void connect(Signal producerSignal, Signal consumerSignal) {
        producer = producerSignal;
        consumer = consumerSignal;
    }

    /** Producer: hands over a batch; returns false and changes nothing if the channel is full. */
    boolean offer(Batch batch) {
        return offerItem(batch);
    }

    /** Producer: hands over a control event; returns false and changes nothing if the channel is full. */
    boolean offer(Control control) {
        return offerItem(control);
    }

    /** Producer: returns an empty batch. */
    Batch emptyBatch() {
        Batch batch = emptied.poll();
        return batch != null ? batch : new Batch();
    }

    /** Consumer: returns the next {@link Batch} or {@link Control} without taking it, or null. */
    @Nullable Object peek() {
        return items.peek();
    }

    /** Consumer: takes what {@link #peek} returned. */
    void take() {
        items.poll();
        producer.wake();
    }

    /** Consumer: gives a batch back when its records have been processed. */
    void recycle(Batch batch) {
        batch.clear();
        emptied.offer(batch);
    }

    private boolean offerItem(Object item) {
        boolean offered = items.offer(item);
        if (offered) {
            consumer.wake();
        }
        return offered;
    }
}
