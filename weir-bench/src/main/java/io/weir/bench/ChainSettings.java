package io.weir.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a program of W1, W2 or W3 has to do.
 *
 * <p>Threading: Immutable.
 *
 * @param tasks how many subtasks each stage has
 * @param keys how many keys there are: from 0 up to this
 * @param interval between checkpoints; a day if there are to be none
 * @param directory of this run alone, which is deleted when it has ended
 */
public record ChainSettings(ChainWorkload workload, int tasks, long keys, Duration interval, Path directory) {

    /** Returns where checkpoints are kept, and nothing else. */
    public Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    /** Returns what makes the records. */
    public Generator generator() {
        return new Generator(keys);
    }
}
