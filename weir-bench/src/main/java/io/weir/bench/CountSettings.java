package io.weir.bench;

import java.time.Duration;

/**
 * What a program of W4 and W5 works on.
 *
 * <p>Threading: Immutable.
 *
 * @param inputTopic has two partitions, and all records of a key in one of them
 * @param outputTopic has two partitions
 * @param keys how many keys there are, from 0 on
 * @param interval between checkpoints, or between commits
 */
public record CountSettings(
        String bootstrapServers, String inputTopic, String outputTopic, long keys, Duration interval) {}
