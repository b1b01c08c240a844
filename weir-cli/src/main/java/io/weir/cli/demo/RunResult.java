package io.weir.cli.demo;

import java.util.List;

/**
 * What one part of the demo has shown.
 *
 * <p>Threading: Immutable.
 *
 * @param lastCheckpointId checkpoints are counted through all restarts, so this is how many there were begun
 */
record RunResult(
        DemoMode mode,
        Verdict verdict,
        List<Outage> outages,
        long lastCheckpointId,
        LatencySummary latency,
        long nanos) {

    RunResult {
        outages = List.copyOf(outages);
    }

    /** Whether the mode's promise was kept. */
    boolean isKept() {
        return mode.isKept(verdict);
    }

    Quantiles recovery() {
        return Quantiles.of(outages.stream().mapToLong(Outage::nanos).toArray());
    }
}
