package io.weir.kafka;

import io.weir.error.WeirException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Kafka, and the client properties that the user set.
 *
 * <p>Values of properties may be secrets, so no message shows one.
 *
 * <p>Threading: Immutable.
 *
 * @param bootstrapServers null until the user names them
 * @param clients makes the clients
 */
record ClientSettings(@Nullable String bootstrapServers, Map<String, String> properties, KafkaClients clients) {

    /** What exactly-once rests on in a consumer, each with the way to say what the user may have meant. */
    private static final Map<String, String> CONSUMER_OWNED = Map.ofEntries(
            Map.entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "call bootstrapServers(..)"),
            Map.entry(ConsumerConfig.GROUP_ID_CONFIG, "call groupId(..), which commits offsets for monitoring only"),
            Map.entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "leave it out: partitions are assigned by Weir"),
            Map.entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "leave it out: partitions are assigned by Weir"),
            Map.entry(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    "leave it out: partitions are assigned by Weir"),
            Map.entry(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "leave it out: positions are kept in Weir's checkpoints"),
            Map.entry(
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "call startFrom(..); a position that is lost later stops the job instead of losing or repeating records"),
            Map.entry(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "leave it out: only committed records are read, or output would rest on records that were rolled back"),
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "give a RecordDecoder to KafkaSource.of(..)"),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "give a RecordDecoder to KafkaSource.of(..)"));

    /** What exactly-once rests on in a producer. */
    private static final Map<String, String> PRODUCER_OWNED = Map.ofEntries(
            Map.entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "call bootstrapServers(..)"),
            Map.entry(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    "leave it out: ids are made from the names of the job and the sink"),
            Map.entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "call transactionTimeout(..)"),
            Map.entry(
                    ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
                    "leave it out: Kafka 4.4 does not have it yet"),
            Map.entry(
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    "leave it out: it is always on, or a repeated request would write records twice"),
            Map.entry(
                    ProducerConfig.ACKS_CONFIG,
                    "leave it out: it is always all, or acknowledged records could be lost with one broker"),
            Map.entry(
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    "leave it out: it is always 5, the most that keeps the order of records"),
            Map.entry(ProducerConfig.RETRIES_CONFIG, "leave it out: requests are repeated until the delivery timeout"),
            Map.entry(
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "call transactionTimeout(..), which it is derived from"),
            Map.entry(
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "call transactionTimeout(..), which it is derived from"),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, "call transactionTimeout(..), which it is derived from"),
            Map.entry(
                    ProducerConfig.PARTITIONER_CLASS_CONFIG,
                    "override RecordEncoder.partition(..): the partition is stored before the record is sent"),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "give a RecordEncoder to KafkaSink.of(..)"),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "give a RecordEncoder to KafkaSink.of(..)"));

    /** The admin client takes a call for several ids as retries of one another, and waits this long between them. */
    private static final int ADMIN_RETRY_BACKOFF_MILLIS = 5;

    private static final int ADMIN_RETRY_BACKOFF_MAX_MILLIS = 100;

    static final ClientSettings NONE = new ClientSettings(null, Map.of(), KafkaClients.NETWORK);

    ClientSettings {
        properties = Map.copyOf(properties);
    }

    ClientSettings withBootstrapServers(String servers) {
        return new ClientSettings(servers, properties, clients);
    }

    ClientSettings withClients(KafkaClients newClients) {
        return new ClientSettings(bootstrapServers, properties, newClients);
    }

    ClientSettings withConsumerProperty(String name, String value) {
        return with(name, value, CONSUMER_OWNED, ConsumerConfig.configNames(), "a Kafka source");
    }

    ClientSettings withProducerProperty(String name, String value) {
        return with(name, value, PRODUCER_OWNED, ProducerConfig.configNames(), "a Kafka sink");
    }

    private ClientSettings with(String name, String value, Map<String, String> owned, Set<String> known, String where) {
        String mend = owned.get(name);
        if (mend != null) {
            throw WeirException.user(
                    "kafka-property",
                    "property " + name + " cannot be set on " + where,
                    "the promise of exactly-once rests on it",
                    mend);
        }
        if (!known.contains(name) && !AdminClientConfig.configNames().contains(name)) {
            throw WeirException.user(
                    "kafka-property",
                    "property " + name + " cannot be set on " + where,
                    "Kafka's clients have no such property",
                    "check its spelling against Kafka's documentation");
        }
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new ClientSettings(bootstrapServers, more, clients);
    }

    /** Returns the addresses, which must have been named by now. */
    String servers(String stage) {
        if (bootstrapServers == null || bootstrapServers.isBlank()) {
            throw WeirException.user(
                    "kafka-bootstrap-missing",
                    stage + " has no broker to connect to",
                    "bootstrapServers(..) was not called",
                    "add .bootstrapServers(\"host:9092\")");
        }
        return bootstrapServers;
    }

    /**
     * Returns the user's properties that a client of one kind knows, and the addresses.
     *
     * @param known the property names of that kind of client
     */
    Map<String, Object> forClient(String stage, Set<String> known) {
        Map<String, Object> config = new HashMap<>();
        properties.forEach((name, value) -> {
            if (known.contains(name)) {
                config.put(name, value);
            }
        });
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers(stage));
        return config;
    }

    /** Makes an admin client whose calls give up after {@code timeout}. Does not connect. */
    Admin admin(String stage, Duration timeout) {
        return admin(stage, timeout, timeout);
    }

    /** Makes an admin client whose calls give up after {@code timeout}, each of their requests after {@code requestTimeout}. Does not connect. */
    Admin admin(String stage, Duration timeout, Duration requestTimeout) {
        Map<String, Object> config = forClient(stage, AdminClientConfig.configNames());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(requestTimeout.toMillis()));
        config.putIfAbsent(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, ADMIN_RETRY_BACKOFF_MILLIS);
        config.putIfAbsent(AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, ADMIN_RETRY_BACKOFF_MAX_MILLIS);
        config.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        try {
            return clients.admin(config);
        } catch (KafkaException e) {
            throw refused(stage, e);
        }
    }

    /** Returns the number that the user gave for a property. */
    long number(String stage, String name, long byDefault) {
        String value = properties.get(name);
        if (value == null) {
            return byDefault;
        }
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw WeirException.user(
                    "kafka-property",
                    stage + " cannot use property " + name,
                    "its value is not a whole number",
                    "give digits only");
        }
    }

    /**
     * Says that a client could not be made from these settings. Without Kafka's exception as the cause: its messages quote values, which may be secrets.
     */
    WeirException refused(String stage, KafkaException error) {
        Throwable inner = error;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        String why = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String value = property.getValue();
            if (!value.isEmpty() && why.contains(value)) {
                why = why.replace(value, "(the value of " + property.getKey() + ")");
            }
        }
        return WeirException.user(
                "kafka-client-refused",
                "Kafka's client does not accept the settings of " + stage,
                why,
                "correct bootstrapServers(..) or the properties that were set: "
                        + (properties.isEmpty() ? "none" : String.join(", ", new TreeMap<>(properties).keySet())));
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "bootstrapServers=" + bootstrapServers + ", properties=" + properties.keySet();
    }
}
