package io.weir.bench;

import java.nio.file.Path;

/**
 * One run of a program of W4 or W5.
 *
 * <p>Threading: Immutable.
 *
 * @param tasks how many subtasks each stage has
 * @param directory for what the program keeps on the disk; empty, and nobody else's
 */
public record CountRun(CountSettings settings, int tasks, Path directory) {}
