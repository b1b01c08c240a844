package io.weir.bench;

import java.time.Duration;

/**
 * What a program of W4 and W5 works on.
 *
 * <p>Threading: Immutable.
 *
 * @param interval between checkpoints, or between commits
 */
record CountSettings(String bootstrapServers, String inputTopic, String outputTopic, long keys, Duration interval) {}
