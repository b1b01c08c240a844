package io.weir.bench;

import io.weir.bench.KeySequence.Distribution;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a program of the state benchmark is to do.
 *
 * <p>Threading: Immutable.
 *
 * @param keys how many
 * @param distribution how often each of them comes
 * @param ratePerSecond how many records the source gives at most; infinite if as many as are taken
 * @param overheadMax how much of the tasks' time Weir's checkpoints may take before they come less often; 1 for never
 * @param interval from one checkpoint to the next
 * @param directory its own, for all its files
 */
public record StateSettings(
        long keys,
        Distribution distribution,
        double ratePerSecond,
        double overheadMax,
        Duration interval,
        Path directory) {

    /** Returns where nothing but its checkpoints is kept. */
    public Path checkpoints() {
        return directory.resolve("checkpoints");
    }
}
