package io.weir.kafka;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.broker.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker, and what a test does with it beside the connector. */
final class Cluster implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final AtomicInteger TOPICS = new AtomicInteger();

    private final KafkaBroker broker;
    private final Admin admin;

    private Cluster(KafkaBroker broker) {
        this.broker = broker;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /**
     * Starts a broker that gives transactions up as soon as their timeout has passed, and keeps records however old they claim to be: half a minute after its
     * start a broker begins to delete, by their timestamps, and those of many tests are of 1970.
     */
    static Cluster start() {
        return new Cluster(KafkaBroker.start(KafkaBrokerOptions.defaults()
                .withProperty("log.retention.ms", "-1")
                .withProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200")
                .withProperty("auto.create.topics.enable", "false")));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    KafkaBroker broker() {
        return broker;
    }

    Admin admin() {
        return admin;
    }

    String servers() {
        return broker.bootstrapServers();
    }

    /** Makes a topic with a name of its own. */
    String topic(int partitionCount) {
        String topic = "topic-" + TOPICS.incrementAndGet();
        createTopic(topic, partitionCount);
        return topic;
    }

    /** A topic of that name may have been deleted a moment ago, and still be there for the broker. */
    void createTopic(String topic, int partitionCount) {
        NewTopic wanted = new NewTopic(topic, partitionCount, (short) 1);
        awaitTrue("topic " + topic + " can be made", () -> {
            try {
                admin.createTopics(List.of(wanted)).all().get();
                return true;
            } catch (ExecutionException e) {
                return false;
            }
        });
        awaitTrue("topic " + topic + " is led", () -> {
            Topics.awaitLed(admin, List.of(topic), partitionCount);
            return true;
        });
    }

    void deleteTopic(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        awaitTrue(
                "topic " + topic + " is gone",
                () -> !admin.listTopics().names().get().contains(topic));
    }

    void addPartitions(String topic, int newCount) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(newCount)))
                .all()
                .get();
    }

    void deleteRecords(String topic, int partition, long beforeOffset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(beforeOffset)))
                .all()
                .get();
    }

    /** Writes without a transaction. */
    void produce(String topic, int partition, String... values) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String value : values) {
                sent.add(producer.send(new ProducerRecord<>(topic, partition, null, bytes(value))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    /** A producer with an open transaction that holds one record. */
    KafkaProducer<byte[], byte[]> openTransaction(String transactionalId, String topic, String value) throws Exception {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers(), "transactional.id", transactionalId),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, 0, null, bytes(value))).get();
        return producer;
    }

    /** Returns the records that a reader of committed ones can see now, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> visible(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers(), "isolation.level", "read_committed", "fetch.max.wait.ms", "10");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .sorted((left, right) -> Integer.compare(left.partition(), right.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < ends.get(partition)) {
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
            }
        }
        return records;
    }

    List<String> visibleValues(String topic) {
        return visible(topic).stream().map(record -> text(record.value())).toList();
    }

    /** Waits until readers of committed records see exactly these values; the broker writes markers after the commit's answer. */
    void awaitVisible(String topic, String... values) {
        List<String> expected = List.of(values);
        List<List<String>> last = new ArrayList<>();
        awaitTrue(() -> "visible " + expected + ", last seen " + last.get(last.size() - 1), () -> {
            last.add(visibleValues(topic));
            return last.get(last.size() - 1).equals(expected);
        });
    }

    /** Returns the transactions that are open. */
    List<TransactionListing> openTransactions() throws Exception {
        return List.copyOf(
                admin.listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                        .all()
                        .get());
    }

    List<String> openTransactionIds() throws Exception {
        return openTransactions().stream()
                .map(TransactionListing::transactionalId)
                .sorted()
                .toList();
    }

    /** Returns how many of the open transactions have written to a topic. */
    int openTransactionCount(String topic) throws Exception {
        int count = 0;
        for (TransactionDescription each :
                admin.describeTransactions(openTransactionIds()).all().get().values()) {
            boolean open = each.state() == TransactionState.ONGOING;
            if (open
                    && each.topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().equals(topic))) {
                count++;
            }
        }
        return count;
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void awaitTrue(String what, Condition condition) {
        awaitTrue(() -> what, condition);
    }

    private static void awaitTrue(Supplier<String> what, Condition condition) {
        long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new AssertionError("not in time: " + what.get());
                }
            }
        } catch (Exception e) {
            throw new AssertionError("while waiting for: " + what.get(), e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        broker.close();
    }
}
