package io.weir.engine.operator;

import io.weir.time.Timestamps;

/**
 * Takes the timestamps from records: the clock says nothing of event time.
 *
 * <p>Threading: confined to one task.
 */
public final class UntimedOutput implements Output {

    private final Output next;

    public UntimedOutput(Output next) {
        this.next = next;
    }

    @Override
    public void accept(Object value, long timestamp) {
        next.accept(value, Timestamps.NONE);
    }
}
