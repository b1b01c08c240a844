package io.weir.kafka;

import io.weir.sink.RefusedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Knows how large a record may be that a producer still takes: it is refused before it is part of a transaction.
 *
 * <p>Threading: Immutable.
 */
final class RecordSizes {

    /** Kafka's own default of {@code max.request.size}. */
    static final long MAX_REQUEST_SIZE_BYTES = 1_048_576;

    /** What Kafka's producer adds at most: a batch's header, and the lengths and offsets of one record. */
    private static final int OVERHEAD_BYTES = 61 + 21;

    /** The lengths of a header's name and value at most. */
    private static final int HEADER_OVERHEAD_BYTES = 10;

    private final String topic;
    private final long bytesMax;

    RecordSizes(SinkSettings<?> settings, String stage) {
        this.topic = settings.topic();
        this.bytesMax = requestBytesMax(settings, stage);
    }

    /** Returns how large a request may be, as the user set it or by default. */
    static long requestBytesMax(SinkSettings<?> settings, String stage) {
        return settings.client().number(stage, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_SIZE_BYTES);
    }

    /** Refuses a record that a producer would refuse. */
    void require(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        long bytes = OVERHEAD_BYTES + (long) (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (int i = 0; i < headers.size(); i++) {
            byte[] header = headers.get(i).value();
            bytes += HEADER_OVERHEAD_BYTES
                    + headers.get(i).key().getBytes(StandardCharsets.UTF_8).length
                    + (header == null ? 0 : header.length);
        }
        if (bytes > bytesMax) {
            throw new RefusedRecordException("a record for topic " + topic + " has up to " + bytes
                    + " bytes, and max.request.size is " + bytesMax);
        }
    }
}
