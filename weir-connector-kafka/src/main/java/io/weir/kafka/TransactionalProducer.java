package io.weir.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A producer with a transactional id of its own and at most one transaction at a time.
 *
 * <p>Threading: used by one thread at a time. It passes from the task, which writes, to the lane, which seals, to the committer, which commits, and back,
 * each time through a queue or a lane that orders what was done before.
 */
final class TransactionalProducer {

    /** How long closing may take to roll back a transaction that is not sealed. The engine gives a lane ten seconds. */
    private static final Duration ROLL_BACK_TIMEOUT = Duration.ofSeconds(2);

    private final String transactionalId;
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private boolean begun;

    /** Takes a producer that {@link #open} has initialized. */
    TransactionalProducer(String transactionalId, Producer<byte[], byte[]> producer, String topic) {
        this.transactionalId = transactionalId;
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Connects, fences every earlier producer of the id, waits for what it left behind to end, and learns of the topic's partitions. Blocks.
     */
    static TransactionalProducer open(ProducerConfigs configs, String transactionalId, String topic) {
        Producer<byte[], byte[]> producer = configs.create(transactionalId);
        try {
            producer.initTransactions();
            producer.partitionsFor(topic);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw KafkaErrors.inWords("a transactional producer for topic " + topic + " could not be opened", e);
        }
        return new TransactionalProducer(transactionalId, producer, topic);
    }

    String transactionalId() {
        return transactionalId;
    }

    /** Returns how many partitions the topic has. At once, as far as the producer knows the topic. */
    int partitionCount() {
        return producer.partitionsFor(topic).size();
    }

    /** Sends one record, which goes into the transaction that the first record opens. */
    void send(ProducerRecord<byte[], byte[]> record, SendProgress progress) {
        try {
            begin();
            // The future says nothing that the callback does not.
            var unused = producer.send(record, progress);
        } catch (KafkaException e) {
            throw KafkaErrors.inWords("a record could not be written to topic " + topic, e);
        }
    }

    private void begin() {
        if (!begun) {
            producer.beginTransaction();
            begun = true;
        }
    }

    /** Sends what lingers and waits until every record sent has been acknowledged or has failed. */
    void flush() {
        producer.flush();
    }

    /** Puts the ledger's entry into the transaction. Blocks until the broker has it. */
    void sendLedgerEntry(Map<TopicPartition, OffsetAndMetadata> entry, ConsumerGroupMetadata group) {
        begin();
        producer.sendOffsetsToTransaction(entry, group);
    }

    /** Commits the transaction. If this throws, the producer is good for nothing but {@link #closeAtOnce}. */
    void commit() {
        producer.commitTransaction();
        begun = false;
    }

    /** Closes the producer; the broker keeps what is open or sealed, until it is fenced or times out. */
    void closeAtOnce() {
        producer.close(Duration.ZERO);
    }

    /** Closes the producer and rolls back what is open. Blocks for a short time. */
    void closeAndRollBack() {
        producer.close(begun ? ROLL_BACK_TIMEOUT : Duration.ZERO);
    }

    /** Sends all of {@code records} and waits for their acknowledgement. */
    void sendAll(List<ProducerRecord<byte[], byte[]>> records, SendProgress progress, long inFlightBytesMax) {
        long unflushedBytes = 0;
        for (ProducerRecord<byte[], byte[]> record : records) {
            send(record, progress);
            unflushedBytes += SendProgress.sizeBytes(record.key(), record.value());
            if (unflushedBytes > inFlightBytesMax) {
                flush();
                unflushedBytes = 0;
            }
        }
        flush();
    }
}
