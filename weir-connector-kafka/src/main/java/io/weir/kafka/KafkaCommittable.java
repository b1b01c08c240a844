package io.weir.kafka;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A sealed Kafka transaction: its id, and the records that are in it, for writing them again if the broker gave the transaction up.
 *
 * <p>Threading: Immutable, but for the live transaction, which is thread-safe.
 */
public final class KafkaCommittable {

    private final String transactionalId;
    private final int subtask;
    private final long attempt;
    private final List<ProducerRecord<byte[], byte[]>> records;
    private final @Nullable SealedTransaction live;

    KafkaCommittable(
            String transactionalId,
            int subtask,
            long attempt,
            List<ProducerRecord<byte[], byte[]>> records,
            @Nullable SealedTransaction live) {
        this.transactionalId = transactionalId;
        this.subtask = subtask;
        this.attempt = attempt;
        this.records = records;
        this.live = live;
    }

    String transactionalId() {
        return transactionalId;
    }

    /** Returns the subtask that wrote the records, whose ledger says whether they are committed. */
    int subtask() {
        return subtask;
    }

    /** Returns the attempt of the job that wrote the records. */
    long attempt() {
        return attempt;
    }

    /** Returns the records as they were sent: each with its partition. */
    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Returns the transaction itself, which exists only within the attempt that wrote it. */
    @Nullable SealedTransaction live() {
        return live;
    }

    @Override
    public String toString() {
        return "transaction " + transactionalId + " of " + records.size() + " records";
    }
}
