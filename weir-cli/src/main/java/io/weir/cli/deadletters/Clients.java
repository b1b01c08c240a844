package io.weir.cli.deadletters;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes plain Kafka clients.
 *
 * <p>Threading: Immutable.
 *
 * @param properties for all of them, {@code bootstrap.servers} included
 */
record Clients(Map<String, Object> properties) {

    Clients {
        properties = Map.copyOf(properties);
    }

    /** Makes a consumer of what is committed. */
    KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                with(Map.of(
                        "isolation.level", "read_committed",
                        "enable.auto.commit", false,
                        "auto.offset.reset", "none")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns what stands for a group that no consumer is a member of; only a consumer makes it. */
    ConsumerGroupMetadata groupMetadata(String group) {
        try (KafkaConsumer<byte[], byte[]> unconnected = new KafkaConsumer<>(
                with(Map.of("group.id", group)), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return unconnected.groupMetadata();
        }
    }

    KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        return new KafkaProducer<>(
                with(Map.of("transactional.id", transactionalId, "acks", "all")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Admin admin() {
        return Admin.create(properties);
    }

    private Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(more);
        return all;
    }
}
