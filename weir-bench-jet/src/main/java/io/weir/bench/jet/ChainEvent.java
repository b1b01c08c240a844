package io.weir.bench.jet;

/**
 * The record of all workloads. It is never serialized: between the tasks of one member Jet hands on the reference.
 *
 * <p>Threading: Immutable.
 */
record ChainEvent(long key, long value, long timestamp) {}
