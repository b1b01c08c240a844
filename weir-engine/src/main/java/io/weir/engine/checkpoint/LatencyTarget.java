package io.weir.engine.checkpoint;

/**
 * Lets the interval between checkpoints be steered: as long as it can be with records' output being committed in time.
 *
 * <p>Threading: Immutable.
 *
 * @param nanos the time from a record's reading to the commit of its output that 99 % are not to exceed
 * @param overheadMax how much of the tasks' time checkpoints may take, as a share from 0 to 1; it counts more than the time
 */
public record LatencyTarget(long nanos, double overheadMax) {

    /** The shortest interval: a checkpoint is a sync of the journal, and a commit. */
    static final long INTERVAL_NANOS_MIN = 1_000_000;

    private static final long FIRST_INTERVAL_NANOS_MAX = 100_000_000;

    /** How far the budget may lengthen the interval beyond a short target. */
    private static final long BUDGET_INTERVAL_NANOS = 500_000_000;

    public LatencyTarget {
        if (nanos <= 0 || !(overheadMax > 0 && overheadMax <= 1)) {
            throw new IllegalArgumentException("nanos=" + nanos + ", overheadMax=" + overheadMax);
        }
    }

    /** Returns the interval with which a job begins: half of the target, for nothing is known yet of what a checkpoint takes. */
    public long firstIntervalNanos() {
        return Math.max(INTERVAL_NANOS_MIN, Math.min(nanos / 2, FIRST_INTERVAL_NANOS_MAX));
    }

    /** Returns the longest interval, apart from one that checkpoints need that take longer themselves. */
    public long intervalNanosMax() {
        return Math.max(nanos, BUDGET_INTERVAL_NANOS);
    }
}
