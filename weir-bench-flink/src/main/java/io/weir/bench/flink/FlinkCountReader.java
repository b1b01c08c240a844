package io.weir.bench.flink;

import io.weir.bench.Payload;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the records of W4 and W5.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkCountReader implements KafkaRecordDeserializationSchema<FlinkEvent> {

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> input, Collector<FlinkEvent> out) {
        byte[] bytes = input.value();
        out.collect(new FlinkEvent(Payload.key(bytes), 1, Payload.timestamp(bytes)));
    }

    @Override
    public TypeInformation<FlinkEvent> getProducedType() {
        return EventType.INSTANCE;
    }
}
