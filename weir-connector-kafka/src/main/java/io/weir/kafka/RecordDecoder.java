package io.weir.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns a Kafka record into a value. Sees everything that Kafka has: key, value, headers, timestamp, topic, partition, offset.
 *
 * <p>Threading: one instance is used by all readers at once; implementations are stateless.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface RecordDecoder<T> {

    /**
     * Decodes one record. Must give the same value each time: after a restart records are decoded again.
     *
     * @return the value; null passes over the record on purpose, such as a tombstone that the job has no use for
     * @throws Exception if the record cannot be decoded: it goes to the side output that the user named with {@code onError}, or fails the job with its
     *     topic, partition and offset. The exception's message becomes the reason
     */
    @Nullable T decode(ConsumerRecord<byte[], byte[]> record) throws Exception;
}
