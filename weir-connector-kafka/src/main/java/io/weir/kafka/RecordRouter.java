package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.sink.RefusedRecordException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes Kafka records that name their partition: what is written again after a failure must go where it went the first time (I12).
 *
 * <p>Threading: Immutable.
 */
final class RecordRouter<T> {

    private final String topic;
    private final RecordEncoder<T> encoder;

    private final RecordSizes sizes;

    RecordRouter(SinkSettings<T> settings, String stage) {
        this.topic = settings.topic();
        this.encoder = settings.encoder();
        this.sizes = new RecordSizes(settings, stage);
    }

    /**
     * Checks a record whose partition cannot be chosen yet.
     *
     * @throws RefusedRecordException as {@link #route} does
     */
    void check(T value) {
        encoded(value);
    }

    private record Encoded(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {}

    private Encoded encoded(T value) {
        Encoded encoded;
        try {
            encoded = new Encoded(encoder.key(value), encoder.value(value), encoder.headers(value));
        } catch (WeirException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RefusedRecordException("the encoder of topic " + topic + " failed: " + e, e);
        }
        sizes.require(encoded.key(), encoded.value(), encoded.headers());
        return encoded;
    }

    /**
     * @param turn grows by one from transaction to transaction, and with it the partition where records without a key go
     * @throws RefusedRecordException if the record cannot be encoded, or is too large for a request
     */
    ProducerRecord<byte[], byte[]> route(T value, long eventTime, int partitionCount, int turn) {
        Encoded encoded = encoded(value);
        byte[] key = encoded.key();
        List<Header> headers = encoded.headers();
        long timestamp = encoder.timestamp(value, eventTime);
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
                topic,
                partition,
                timestamp < 0 ? null : timestamp,
                key,
                encoded.value(),
                headers.isEmpty() ? null : headers);
    }
}
