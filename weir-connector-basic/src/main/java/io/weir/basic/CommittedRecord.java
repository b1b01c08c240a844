package io.weir.basic;

/**
 * A record that a reader of a {@link MemoryStore} sees.
 *
 * @param timestamp its event time in milliseconds, or {@link io.weir.time.Timestamps#NONE}
 * @param transaction what it was committed by
 */
public record CommittedRecord<T>(T value, long timestamp, MemoryTransaction transaction) {}
