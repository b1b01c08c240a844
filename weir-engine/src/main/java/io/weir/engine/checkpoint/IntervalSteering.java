package io.weir.engine.checkpoint;

/**
 * Chooses the interval between checkpoints: for a {@link LatencyTarget} the longest that leaves checkpoints the time they take; else the one that was set, within its {@link IntervalBudget}.
 *
 * <p>With a target, a record waits for the next checkpoint an interval at most, and then until that is committed. So the interval is the target without the delay of 99 % of the last checkpoints. It is never
 * shorter than
 * <ul>
 *   <li>what checkpoints need that do not queue up: a quarter more than the slower half of their way takes;
 *   <li>what the budget for overhead allows: the tasks' time for a checkpoint, divided by the budget. That counts more than the target.
 * </ul>
 *
 * <p>Where a fixed interval is too short for checkpoints that keep the tasks from records, they do not come one right behind the other: each is followed by a rest, as long as it kept them, but at most a quarter of the time that it took.
 *
 * <p>It is approached by quarters of the distance, and lengthened only if that is worth while: noise does not move it to and fro. A pure function of what {@link CheckpointCosts} has measured.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
public final class IntervalSteering {

    /** A state is told when it has lasted for so many checkpoints: a start is slow. */
    private static final int LASTING = 64;

    /** Checkpoints that take less follow each other at once: output is not to wait because the disk was slow for a moment. */
    private static final long LONG_NANOS = 100_000_000;

    /** A rest is so much of the time that a checkpoint took. */
    private static final int REST_PART = 4;

    private static final long REST_NANOS_MAX = 250_000_000;

    private final CheckpointSettings settings;
    private final CheckpointCosts costs;
    private final IntervalBudget budget;
    private long intervalNanos;

    /** The time from the start of the last checkpoint to the end of the rest behind it; 0 if it has none. */
    private long restedNanos;

    private LatencyTargetState state;
    private LatencyTargetState lately;
    private int lastedFor;
    private boolean overBudgetTold;
    private boolean tooSlowTold;

    public IntervalSteering(CheckpointSettings settings, CheckpointCosts costs) {
        this.settings = settings;
        this.costs = costs;
        this.budget = settings.budget();
        this.intervalNanos = settings.intervalNanos();
        this.state = settings.latencyTarget() == null ? LatencyTargetState.NONE : LatencyTargetState.MEASURING;
        this.lately = state;
    }

    /** Returns the least time from the start of one checkpoint to that of the next; {@link CheckpointSettings#NEVER} for checkpoints on request only. */
    public long intervalNanos() {
        return settings.latencyTarget() == null ? Math.max(budget.intervalNanos(), restedNanos) : intervalNanos;
    }

    /** Returns what a fixed interval has become by its budget. */
    public long budgetNanos() {
        return budget.intervalNanos();
    }

    /** Takes account of a checkpoint that has been decided, for a fixed interval. */
    public void decided() {
        long tookNanos = costs.lastTookNanos();
        budget.checkpoint(costs.lastBusyNanos(), costs.lastGapNanos(), tookNanos);
        boolean rests = tookNanos > Math.max(settings.intervalNanos(), LONG_NANOS);
        long restNanos = Math.min(REST_NANOS_MAX, Math.min(tookNanos / REST_PART, costs.lastBusyNanos()));
        restedNanos = rests && restNanos > 0 ? tookNanos + restNanos : 0;
    }

    /** Returns what has become of the target. */
    public LatencyTargetState state() {
        return state;
    }

    /** Returns what 99 % of the last checkpoints have not exceeded from when they were due to their commit. */
    public long delayNanos() {
        return costs.delayNanos();
    }

    /** Returns what half of the last checkpoints have not exceeded from when they were due to their commit. */
    public long typicalDelayNanos() {
        return costs.typicalDelayNanos();
    }

    /** Takes account of another checkpoint; returns a state to tell a person of, once for each, or {@link LatencyTargetState#NONE}. */
    public LatencyTargetState steer() {
        LatencyTarget target = settings.latencyTarget();
        if (target == null || costs.size() == 0) {
            return LatencyTargetState.NONE;
        }
        // Not beyond what sinks were asked about at the start: behind the bound of uncommitted checkpoints they queue
        // up no further.
        long stableNanos = Math.min(
                target.intervalNanosMax(), Math.max(LatencyTarget.INTERVAL_NANOS_MIN, costs.stageNanos() / 4 * 5));
        long budgetNanos = Math.min(target.intervalNanosMax(), (long) (costs.busyNanos() / target.overheadMax()));
        long leastNanos = Math.max(stableNanos, budgetNanos);
        long leftNanos = target.nanos() - costs.delayNanos();
        approach(Math.max(leftNanos, leastNanos), leastNanos);
        state = leftNanos >= leastNanos
                ? LatencyTargetState.HELD
                : leftNanos >= stableNanos ? LatencyTargetState.OVER_BUDGET : LatencyTargetState.TOO_SLOW;
        return toTell();
    }

    private void approach(long wantedNanos, long leastNanos) {
        long stepNanos = (wantedNanos - intervalNanos) / 4;
        if (stepNanos < 0 || wantedNanos - intervalNanos > intervalNanos / 16) {
            intervalNanos += stepNanos;
        }
        intervalNanos = Math.max(intervalNanos, leastNanos);
    }

    private LatencyTargetState toTell() {
        lastedFor = state == lately ? lastedFor + 1 : 1;
        lately = state;
        if (lastedFor < LASTING) {
            return LatencyTargetState.NONE;
        }
        if (state == LatencyTargetState.OVER_BUDGET && !overBudgetTold) {
            overBudgetTold = true;
            return state;
        }
        if (state == LatencyTargetState.TOO_SLOW && !tooSlowTold) {
            tooSlowTold = true;
            return state;
        }
        return LatencyTargetState.NONE;
    }
}
