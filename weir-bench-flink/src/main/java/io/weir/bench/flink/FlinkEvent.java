package io.weir.bench.flink;

/**
 * The record of all workloads, in the form for which Flink has its fastest serializer without code of one's own: a class with public fields.
 *
 * <p>Threading: as the reference to it is handed on.
 */
public final class FlinkEvent {

    public long key;
    public long value;
    public long timestamp;

    /** For Flink. */
    public FlinkEvent() {}

    FlinkEvent(long key, long value, long timestamp) {
        this.key = key;
        this.value = value;
        this.timestamp = timestamp;
    }
}
