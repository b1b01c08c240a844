package io.weir.engine.checkpoint;

/** What has become of a job's latency target. */
public enum LatencyTargetState {
    /** The job has none. */
    NONE,
    /** The job has been started, and no checkpoint is committed yet. */
    MEASURING,
    /** There is an interval that leaves checkpoints the time they take, within the budget. */
    HELD,
    /** The budget for overhead does not allow checkpoints as often as the target wants them. */
    OVER_BUDGET,
    /** Checkpoints and commits take too long: the interval is the shortest at which they do not queue up. */
    TOO_SLOW
}
