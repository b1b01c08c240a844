package io.weir.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A plain consumer of committed results.
 *
 * <p>Threading: confined to one thread.
 */
final class OutputReader implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final List<TopicPartition> partitions;
    private final KafkaConsumer<byte[], byte[]> consumer;

    OutputReader(String bootstrapServers, String topic) {
        partitions = KafkaTopics.partitions(topic);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "enable.auto.commit", "false",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Waits a little for results, and hands each over with the time at which it was seen. */
    void poll(ObjLongConsumer<Event> sink) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
        long seenNanos = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            sink.accept(Payload.count(each.value()), seenNanos);
        }
    }

    /** Reads everything that can be seen now. */
    void readAll(ObjLongConsumer<Event> sink) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (KafkaTopics.isBehind(consumer, ends)) {
            poll(sink);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
