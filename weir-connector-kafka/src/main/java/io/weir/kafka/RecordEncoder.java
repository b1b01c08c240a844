package io.weir.kafka;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value into a Kafka record. A lambda for {@link #value} is enough; the other parts have defaults.
 *
 * <p>Threading: one instance is used by all writers at once; implementations are stateless.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface RecordEncoder<T> {

    /** Lets the sink choose the partition: by the key as Kafka's own partitioner does, or, without a key, one for each transaction in turn. */
    int ANY_PARTITION = -1;

    /** Returns the record's value; null writes a tombstone. */
    byte @Nullable [] value(T value);

    /** Returns the record's key, or null for none. {@link KafkaSink#key} goes before this. */
    default byte @Nullable [] key(T value) {
        return null;
    }

    /** Returns the record's headers. */
    default List<Header> headers(T value) {
        return List.of();
    }

    /**
     * Returns the record's timestamp in milliseconds since 1970-01-01T00:00Z; a negative one leaves it to Kafka, which takes the time of sending.
     *
     * @param eventTime the event time of the value, or {@link io.weir.time.Timestamps#NONE}
     */
    default long timestamp(T value, long eventTime) {
        return eventTime;
    }

    /** Returns the partition to write to, from 0 to {@code partitionCount - 1}, or {@link #ANY_PARTITION}. */
    default int partition(T value, int partitionCount) {
        return ANY_PARTITION;
    }
}
