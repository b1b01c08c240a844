package io.weir.siege;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A plain {@code read_committed} consumer that reads a topic on from where it was: what has been seen once cannot be taken back unnoticed.
 *
 * <p>Threading: confined to one thread.
 */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> partitions;
    private final Consumer<String> values;

    TopicReader(String brokers, String topic, Consumer<String> values) {
        this.values = values;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "none"),
                new StringDeserializer(),
                new StringDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, 0));
    }

    /** Reads some of what there is, if any. */
    void poll() {
        consumer.poll(POLL).forEach(record -> values.accept(record.value()));
    }

    /** Reads all that is committed now. */
    void pollToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
