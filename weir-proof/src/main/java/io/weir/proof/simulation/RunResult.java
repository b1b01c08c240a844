package io.weir.proof.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param violation what was wrong; null if nothing was
 * @param traceHash the same for the same seed, on every JDK
 * @param tail the last events, if something was wrong
 */
public record RunResult(
        Profile profile,
        @Nullable Throwable violation,
        long traceHash,
        long steps,
        long events,
        long records,
        long checkpoints,
        long recoveries,
        FaultCounts faults,
        List<String> tail) {

    /** Returns whether nothing was wrong. */
    public boolean passed() {
        return violation == null;
    }
}
