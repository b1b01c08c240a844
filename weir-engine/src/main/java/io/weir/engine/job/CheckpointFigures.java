package io.weir.engine.job;

import io.weir.engine.checkpoint.LatencyTargetState;
import io.weir.engine.latency.ReadSpans;
import java.util.List;

/**
 * What is measured of a checkpoint that every sink has committed.
 *
 * <p>Threading: Immutable.
 *
 * @param read when the records were created or read whose output it has
 * @param committedNanos when it was committed
 * @param intervalNanos how long the next one waits for
 * @param overhead the share of the tasks' time that checkpoints take
 */
record CheckpointFigures(
        List<ReadSpans> read, long committedNanos, long intervalNanos, double overhead, LatencyTargetState state) {}
