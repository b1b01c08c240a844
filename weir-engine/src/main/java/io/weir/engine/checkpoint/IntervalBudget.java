package io.weir.engine.checkpoint;

/**
 * A fixed interval between checkpoints with a budget: it is lengthened where they take more of the tasks' time than they may, and a longer one makes them take less. That is so where the same entries change again and
 * again: each is written once a checkpoint. What grows with the interval, such as new keys, costs the same share at any, and a longer one would only delay output: so a step that changes little is taken back, and
 * the interval is never more than twice the time that a checkpoint takes.
 *
 * <p>A pure state machine: it looks at a few checkpoints at a time, changes the interval by a step, and judges by the next ones whether that was worth while.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
final class IntervalBudget {

    /** So many checkpoints are not looked at: a start is slow. */
    private static final int COLD = 8;

    /** So many are looked at for each step, without the one that took the most and the one that came the latest. */
    private static final int LOOKED_AT = 5;

    /** How far a step goes, at least and at most: a small one could not be told from chance. */
    private static final double STEP_MIN = 1.25;

    private static final double STEP_MAX = 1.5;

    /** After a step that was not worth while there is no other for so many checkpoints, and twice as many after the next such one, up to {@link #REST_MAX}: state may have been small yet. */
    private static final int REST_FIRST = 16;

    private static final int REST_MAX = 256;

    private final long setNanos;
    private final long longestNanos;
    private final double overheadMax;
    private long intervalNanos;

    private int seen;
    private int count;
    private long busySum;
    private long busyMax;
    private long gapSum;
    private long gapMax;
    private long tookSum;

    private int resting;
    private int nextRest = REST_FIRST;

    /** The interval before the last step, if that has lengthened it; 0 if not. */
    private long beforeNanos;

    /** The overhead above which that step was not worth while. */
    private double worthUpTo;

    /**
     * @param setNanos the shortest interval
     * @param longestNanos how far it may be lengthened
     */
    IntervalBudget(long setNanos, long longestNanos, double overheadMax) {
        this.setNanos = setNanos;
        this.longestNanos = Math.max(setNanos, longestNanos);
        this.overheadMax = overheadMax;
        this.intervalNanos = setNanos;
    }

    long intervalNanos() {
        return intervalNanos;
    }

    /**
     * Takes account of another checkpoint.
     *
     * @param busyNanos for how long it kept each thread from records
     * @param gapNanos the time from the beginning of the one before it to its own
     * @param tookNanos the time from its beginning to its decision
     */
    void checkpoint(long busyNanos, long gapNanos, long tookNanos) {
        resting = Math.max(0, resting - 1);
        seen++;
        if (seen <= COLD) {
            return;
        }
        count++;
        busySum += busyNanos;
        busyMax = Math.max(busyMax, busyNanos);
        gapSum += gapNanos;
        gapMax = Math.max(gapMax, gapNanos);
        tookSum += tookNanos;
        if (count == LOOKED_AT) {
            long gap = Math.max(1, (gapSum - gapMax) / (count - 1));
            long worthNanos = Math.max(setNanos, Math.min(longestNanos, 2 * (tookSum / count)));
            step((double) (busySum - busyMax) / (count - 1) / gap, gap, worthNanos);
            intervalNanos = Math.min(intervalNanos, worthNanos);
            count = 0;
            busySum = 0;
            busyMax = 0;
            gapSum = 0;
            gapMax = 0;
            tookSum = 0;
        }
    }

    /** @param worthNanos how long it may become, whatever the overhead */
    private void step(double overhead, long gapNanos, long worthNanos) {
        if (beforeNanos != 0 && overhead > worthUpTo) {
            intervalNanos = beforeNanos;
            beforeNanos = 0;
            resting = nextRest;
            nextRest = Math.min(2 * nextRest, REST_MAX);
            return;
        }
        if (beforeNanos != 0) {
            nextRest = REST_FIRST;
        }
        beforeNanos = 0;
        if (overhead > overheadMax && resting == 0) {
            lengthen(overhead, gapNanos, worthNanos);
        } else if (overhead < overheadMax / 2) {
            intervalNanos = Math.max(setNanos, (long) (intervalNanos * overhead / overheadMax));
        }
    }

    private void lengthen(double overhead, long gapNanos, long worthNanos) {
        double factor = Math.min(STEP_MAX, Math.max(STEP_MIN, overhead / overheadMax));
        // They may take longer than the interval: then they come one behind the other.
        long newNanos = Math.min(worthNanos, (long) (factor * Math.max(intervalNanos, gapNanos)));
        if (newNanos > Math.max(intervalNanos, gapNanos)) {
            beforeNanos = intervalNanos;
            intervalNanos = newNanos;
            double atBest = overhead * gapNanos / newNanos;
            worthUpTo = (overhead + atBest) / 2;
        }
    }
}
