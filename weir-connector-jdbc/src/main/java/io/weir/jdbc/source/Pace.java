package io.weir.jdbc.source;

import java.util.List;

/**
 * When a split without an end is asked again, and up to where it may be read.
 *
 * <p>With a lag, the largest key that there is becomes a bound, and rows up to it are read when the lag has passed: whoever wrote a smaller one has had that
 * long to commit it.
 *
 * <p>Threading: confined to the task.
 */
final class Pace {

    /** What to ask next. */
    enum Step {
        WAIT,
        LOOK_FOR_BOUND,
        READ
    }

    private final long intervalNanos;
    private final long lagNanos;
    private long waitUntilNanos;
    private boolean waiting;
    private List<Object> bound = List.of();

    /**
     * @param intervalNanos how long to wait when everything has been read
     * @param lagNanos 0 for none
     */
    Pace(long intervalNanos, long lagNanos) {
        this.intervalNanos = intervalNanos;
        this.lagNanos = lagNanos;
    }

    Step next(long nowNanos) {
        if (waiting && nowNanos - waitUntilNanos < 0) {
            return Step.WAIT;
        }
        waiting = false;
        return lagNanos > 0 && bound.isEmpty() ? Step.LOOK_FOR_BOUND : Step.READ;
    }

    /** Returns how long {@link Step#WAIT} lasts from now. */
    long waitNanos(long nowNanos) {
        return Math.max(0, waitUntilNanos - nowNanos);
    }

    /** Returns up to where to read; empty for no bound. */
    List<Object> bound() {
        return bound;
    }

    /** Takes the largest key that there was, empty if there was none. */
    void found(List<Object> largest, long nowNanos) {
        bound = largest;
        pause(largest.isEmpty() ? intervalNanos : lagNanos, nowNanos);
    }

    /** Says that everything up to the bound has been read. */
    void exhausted(long nowNanos) {
        bound = List.of();
        pause(intervalNanos, nowNanos);
    }

    private void pause(long nanos, long nowNanos) {
        waiting = true;
        waitUntilNanos = nowNanos + nanos;
    }
}
