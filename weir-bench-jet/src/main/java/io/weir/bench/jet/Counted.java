package io.weir.bench.jet;

import io.weir.bench.Payload;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record of W4 and W5, and what came of it. It is handed from task to task by reference.
 *
 * <p>Threading: Immutable.
 */
record Counted(long key, long count, long timestamp) {

    static Counted read(ConsumerRecord<byte[], byte[]> input) {
        return new Counted(Payload.key(input.value()), 1, Payload.timestamp(input.value()));
    }

    ProducerRecord<byte[], byte[]> write(String topic) {
        return new ProducerRecord<>(topic, Payload.outputKey(key), Payload.outputValue(key, count, timestamp));
    }
}
