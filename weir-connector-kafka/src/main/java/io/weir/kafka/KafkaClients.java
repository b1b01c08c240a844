package io.weir.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka's clients for sources and sinks. There is one reason to bring your own: to look at, or to stand in for, what goes over the wire; such as a
 * tracing library that wraps clients, or a simulated broker.
 *
 * <p>Clients are made with every property that Weir's promise rests on already in {@code config}; an implementation passes them on unchanged.
 *
 * <p>Threading: Thread-safe.
 */
public interface KafkaClients {

    /** Kafka's own clients, over the network. */
    KafkaClients NETWORK = new KafkaClients() {

        @Override
        public Producer<byte[], byte[]> producer(Map<String, Object> config) {
            return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public Admin admin(Map<String, Object> config) {
            return Admin.create(config);
        }
    };

    /**
     * Makes a producer; does not connect.
     *
     * @throws org.apache.kafka.common.KafkaException if the properties make no sense
     */
    Producer<byte[], byte[]> producer(Map<String, Object> config);

    /**
     * Makes a consumer; does not connect.
     *
     * @throws org.apache.kafka.common.KafkaException if the properties make no sense
     */
    Consumer<byte[], byte[]> consumer(Map<String, Object> config);

    /**
     * Makes an admin client; does not connect.
     *
     * @throws org.apache.kafka.common.KafkaException if the properties make no sense
     */
    Admin admin(Map<String, Object> config);
}
