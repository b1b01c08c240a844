package io.weir.engine.job;

import io.weir.engine.checkpoint.LatencyTargetState;
import io.weir.engine.latency.LatencyHistogram;
import java.time.Duration;

/**
 * What a job measures of itself, as of one moment. What each figure means exactly is said in docs/latency.md.
 *
 * <p>Threading: Immutable.
 *
 * @param latency how long it took from the creation of records, or from their reading, to the commit of their output, since the job was started in this process
 * @param checkpointInterval the least time from one checkpoint to the next, as it is now, with the rest behind a long one; zero if they come on request only, or before the first
 * @param checkpointOverhead the share of the tasks' time that the last 32 checkpoints have taken from records, from 0 to 1; 0 before the second
 * @param latencyTarget what has become of the latency target, if there is one
 */
public record JobMetrics(
        LatencyHistogram latency,
        Duration checkpointInterval,
        double checkpointOverhead,
        LatencyTargetState latencyTarget) {}
