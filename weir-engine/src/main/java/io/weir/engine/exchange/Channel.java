package io.weir.engine.exchange;

import io.weir.engine.item.Batch;
import io.weir.engine.item.Control;
import io.weir.engine.item.Control.Barrier;
import io.weir.engine.port.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The way from one subtask to another: batches and control events in order, and emptied batches back for reuse. Bounded: a full channel is the
 * back-pressure.
 *
 * <p>A barrier that may overtake keeps its place all the same: the consumer looks ahead for it, and records what lies before it. So that it finds it, the producer
 * shows what the ring had no room for.
 *
 * <p>Threading: the methods marked Producer by one task, those marked Consumer by one other; {@link #connect} before either runs.
 */
public final class Channel {

    /** Batches in flight: enough to cover a worker's turn on other tasks, few enough that records are read from the caches, and that barriers do not queue for long. */
    public static final int CAPACITY = 4;

    private final SpscRing<Object> items;
    private final SpscRing<Batch> emptied;

    /** What the producer has shown of what the ring had no room for; null for nothing. */
    private volatile @Nullable Shown shown;

    private Signal producer = () -> {};
    private Signal consumer = () -> {};

    public Channel() {
        this(CAPACITY);
    }

    /** @param capacity how many batches and control events are in flight at most; a power of two */
    public Channel(int capacity) {
        items = new SpscRing<>(capacity);
        emptied = new SpscRing<>(capacity);
    }

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

    /** Producer: returns an empty batch, to {@link Batch#begin} with. */
    Batch emptyBatch() {
        Batch batch = emptied.poll();
        return batch == null ? new Batch() : batch;
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

    /** Producer: shows what waits for room. */
    void show(Object[] waiting) {
        shown = new Shown(items.offeredCount(), waiting);
        consumer.wake();
    }

    /** Producer: nothing waits any more. */
    void showNothing() {
        if (shown != null) {
            shown = null;
        }
    }

    /** Consumer: if the barrier of a checkpoint is in sight, adds all records before it to {@code records}, and returns true. Takes nothing. */
    boolean recordBefore(long checkpointId, InFlight records) {
        // In this order: what was shown goes into the ring from its first item on, so that together they have no gap.
        Shown waiting = shown;
        long visible = items.visibleCount();
        long first = items.takenCount();
        long end = waiting == null ? visible : Math.max(visible, waiting.end());
        for (long number = first; number < end; number++) {
            if (item(number, visible, waiting) instanceof Barrier barrier && barrier.checkpointId() == checkpointId) {
                for (long before = first; before < number; before++) {
                    if (item(before, visible, waiting) instanceof Batch batch) {
                        records.add(batch);
                    }
                }
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("NullAway") // what is not in the ring was shown
    private Object item(long number, long visible, @Nullable Shown waiting) {
        return number < visible ? items.at(number) : waiting.items()[(int) (number - waiting.first())];
    }

    /**
     * What waits for room in the ring.
     *
     * @param first the number that the ring will give to the first item
     */
    private record Shown(long first, Object[] items) {
        long end() {
            return first + items.length;
        }
    }

    private boolean offerItem(Object item) {
        boolean offered = items.offer(item);
        if (offered) {
            consumer.wake();
        }
        return offered;
    }
}
