package io.weir.bench;

import java.nio.file.Path;

/**
 * One run of a program of W4 or W5.
 *
 * <p>Threading: Immutable.
 *
 * @param tasks how many subtasks each stage has
 * @param endsWithInput whether it is W4, which ends with its input; or else W5, which goes on until it is told to stop
 * @param directory for what the program keeps on the disk; empty, and nobody else's
 */
public record CountRun(CountSettings settings, int tasks, boolean endsWithInput, Path directory) {}
