package io.weir.proof.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What stands at one offset of a partition: a record, or the marker that ends a transaction. */
final class SimEntry {

    enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    /** Null for a marker. */
    final @Nullable ProducerRecord<byte[], byte[]> record;

    final long producerId;
    final long timestamp;
    State state;

    SimEntry(@Nullable ProducerRecord<byte[], byte[]> record, long producerId, long timestamp, State state) {
        this.record = record;
        this.producerId = producerId;
        this.timestamp = timestamp;
        this.state = state;
    }
}
