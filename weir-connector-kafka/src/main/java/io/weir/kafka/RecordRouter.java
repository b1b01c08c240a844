package io.weir.kafka;

import io.weir.error.WeirException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Makes Kafka records that name their partition: what is written again after a failure must go where it went the first time (I12).
 *
 * <p>Threading: Immutable.
 */
final class RecordRouter<T> {

    private final String topic;
    private final RecordEncoder<T> encoder;

    RecordRouter(SinkSettings<T> settings) {
        this.topic = settings.topic();
        this.encoder = settings.encoder();
    }

    /**
     * @param turn grows by one from transaction to transaction, and with it the partition where records without a key go
     */
    ProducerRecord<byte[], byte[]> route(T value, long eventTime, int partitionCount, int turn) {
        byte[] key = encoder.key(value);
        byte[] bytes = encoder.value(value);
        long timestamp = encoder.timestamp(value, eventTime);
        List<Header> headers = encoder.headers(value);
        int partition = encoder.partition(value, partitionCount);
        if (partition == RecordEncoder.ANY_PARTITION) {
            partition = key == null ? turn % partitionCount : Murmur2.partition(key, partitionCount);
        } else if (partition < 0 || partition >= partitionCount) {
            throw WeirException.user(
                    "kafka-partition",
                    "the encoder of topic " + topic + " chose partition " + partition,
                    "the topic has partitions 0 to " + (partitionCount - 1),
                    "return one of these from RecordEncoder.partition(..), or ANY_PARTITION");
        }
        return new ProducerRecord<>(
                topic, partition, timestamp < 0 ? null : timestamp, key, bytes, headers.isEmpty() ? null : headers);
    }
}
