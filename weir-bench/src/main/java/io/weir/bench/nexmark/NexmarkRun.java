package io.weir.bench.nexmark;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a program is to do.
 *
 * <p>Threading: Immutable.
 *
 * @param events how many: those of the indices below
 * @param warmup how many of them pass before time is taken
 * @param tasks how many subtasks each stage has
 * @param interval from one checkpoint to the next
 * @param oneIn of what is costly to compare, so much is compared: see {@link ResultTally}
 * @param directory its own, for all its files
 */
public record NexmarkRun(
        Query query, long events, long warmup, int tasks, Duration interval, int oneIn, Path directory) {}
