package io.weir.engine.job;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.checkpoint.LatencyTargetState;
import io.weir.engine.latency.LatencyRecorder;
import java.time.Duration;

/**
 * Keeps a job's figures, over all of its attempts.
 *
 * <p>Threading: Thread-safe: one lock for every access, taken once a checkpoint.
 */
final class JobMeter {

    private final Object lock = new Object();
    private final LatencyRecorder latency = new LatencyRecorder();
    private long intervalNanos;
    private double overhead;
    private LatencyTargetState state;

    JobMeter(CheckpointSettings settings) {
        this.state = settings.latencyTarget() == null ? LatencyTargetState.NONE : LatencyTargetState.MEASURING;
    }

    void committed(CheckpointFigures figures) {
        synchronized (lock) {
            figures.read().forEach(each -> latency.committed(each, figures.committedNanos()));
            intervalNanos = figures.intervalNanos();
            overhead = figures.overhead();
            state = figures.state();
        }
    }

    JobMetrics read() {
        synchronized (lock) {
            long nanos = intervalNanos == CheckpointSettings.NEVER ? 0 : intervalNanos;
            return new JobMetrics(latency.snapshot(), Duration.ofNanos(nanos), overhead, state);
        }
    }
}
