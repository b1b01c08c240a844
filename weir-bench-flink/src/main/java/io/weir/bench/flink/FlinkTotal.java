package io.weir.bench.flink;

/**
 * What the process function keeps of a key.
 *
 * <p>Threading: as the reference to it is handed on.
 */
public final class FlinkTotal {

    public long count;
    public long sum;

    /** For Flink. */
    public FlinkTotal() {}
}
