package io.weir.engine.task;

import io.weir.time.Timestamps;

/**
 * Decides when a source's subtask tells the coordinator how far event time has come in it: when that has changed, at most once an interval.
 *
 * <p>Threading: confined to one task.
 */
final class AlignmentReport {

    private final long intervalNanos;
    private long told = Timestamps.NONE;
    private boolean everTold;
    private long toldNanos;
    private long dueNanos = Long.MAX_VALUE;

    AlignmentReport(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /** Returns whether to tell it now. What is not known yet, which is {@link Timestamps#NONE}, is not told. */
    boolean isDue(long time, long nowNanos) {
        dueNanos = Long.MAX_VALUE;
        if (time == told || time == Timestamps.NONE) {
            return false;
        }
        if (everTold && nowNanos - toldNanos < intervalNanos) {
            dueNanos = toldNanos + intervalNanos;
            return false;
        }
        told = time;
        toldNanos = nowNanos;
        everTold = true;
        return true;
    }

    /** Returns when to look again although nothing has happened; {@link Long#MAX_VALUE} for never. */
    long dueNanos() {
        return dueNanos;
    }
}
