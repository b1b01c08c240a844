package io.weir.bench;

/**
 * The record of all workloads: what is generated, and what an aggregation emits.
 *
 * @param key what it is grouped by
 * @param value the index of a generated record, or the sum or count that an aggregation has reached
 * @param timestamp milliseconds of event time in generated records; in those of Kafka the nanosecond at which they were due
 */
record Event(long key, long value, long timestamp) {

    /** What an aggregation begins with. */
    static final Event NONE = new Event(0, 0, 0);
}
