package io.weir.bench.flink;

import io.weir.bench.Payload;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results of W4 and W5.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkCountWriter implements KafkaRecordSerializationSchema<FlinkEvent> {

    private final String topic;

    FlinkCountWriter(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            FlinkEvent count, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(
                topic, Payload.outputKey(count.key), Payload.outputValue(count.key, count.value, count.timestamp));
    }
}
