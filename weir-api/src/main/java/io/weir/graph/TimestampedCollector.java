package io.weir.graph;

/**
 * Takes the records that a function emits, also with an event time of their own.
 *
 * <p>Threading: confined to the call that it was passed to.
 */
public interface TimestampedCollector<T> extends Collector<T> {

    /**
     * Emits a record with an event time.
     *
     * @param timestamp in milliseconds; greater than the stage's watermark, or the record is late for what follows
     */
    void collect(T value, long timestamp);
}
