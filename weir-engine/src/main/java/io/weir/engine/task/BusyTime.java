package io.weir.engine.task;

import io.weir.engine.port.Clock;

/**
 * How long a task is busy with a checkpoint instead of records.
 *
 * <p>Threading: confined to one task.
 */
final class BusyTime {

    private final Clock clock;
    private boolean busy;
    private long sinceNanos;
    private long nanos;

    BusyTime(Clock clock) {
        this.clock = clock;
    }

    /** Begins with another checkpoint. */
    void beginAnew() {
        nanos = 0;
        begin();
    }

    void begin() {
        busy = true;
        sinceNanos = clock.nanoTime();
    }

    void end() {
        nanos = nanos();
        busy = false;
    }

    /** Returns how long it was for this checkpoint, until now. */
    long nanos() {
        return busy ? nanos + Math.max(0, clock.nanoTime() - sinceNanos) : nanos;
    }
}
