package io.weir.proof.conformance.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A transactional producer, used as Weir's sink uses one: a transaction begins with its first record or offset, and after the first error the producer is
 * only closed.
 *
 * <p>Threading: confined to one thread; acknowledgements come from the client's.
 */
final class DrivenProducer {

    private final Producer<byte[], byte[]> producer;
    private final int timeoutMillis;

    /** What became of each record of the transaction. */
    private final List<String> acknowledgements = new CopyOnWriteArrayList<>();

    private boolean begun;
    private boolean failed;
    private boolean closed;

    private DrivenProducer(Producer<byte[], byte[]> producer, int timeoutMillis) {
        this.producer = producer;
        this.timeoutMillis = timeoutMillis;
    }

    static DrivenProducer open(Cluster cluster, String id, int timeoutMillis) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", cluster.servers());
        config.put("transactional.id", id);
        config.put("transaction.timeout.ms", timeoutMillis);
        config.put("retry.backoff.ms", 10);
        config.put("linger.ms", 0);
        config.put("enable.metrics.push", false);
        Producer<byte[], byte[]> producer = cluster.clients().producer(config);
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new DrivenProducer(producer, timeoutMillis);
    }

    boolean hasShortTimeout() {
        return timeoutMillis == Driver.SHORT_TIMEOUT_MILLIS;
    }

    /** Does an operation; returns what came of it. After an error only closing is one. */
    String run(Operation operation, TopicPartition partition, String group) {
        if (closed) {
            return "closed";
        }
        switch (operation.kind()) {
            case CLOSE_AT_ONCE -> closeAtOnce();
            case CLOSE -> close();
            default -> {
                return failed ? "failed before" : produce(operation, partition, group);
            }
        }
        return "ok";
    }

    private String produce(Operation operation, TopicPartition partition, String group) {
        failed = true;
        String outcome = switch (operation.kind()) {
            case SEND -> send(partition, operation.number());
            case FLUSH -> flush();
            case OFFSETS -> sendOffsets(partition, group, operation.number());
            case COMMIT -> commit();
            case ABORT -> abort();
            default -> throw new IllegalStateException("no operation of a producer: " + operation);
        };
        failed = acknowledgements.stream().anyMatch(each -> !each.equals("ok"))
                && operation.kind() != Operation.Kind.SEND;
        return outcome;
    }

    private String send(TopicPartition partition, int number) {
        begin();
        byte[] value = ("v" + number).getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(
                new ProducerRecord<>(partition.topic(), partition.partition(), null, value),
                (metadata, error) -> acknowledgements.add(
                        error == null ? "ok" : error.getClass().getSimpleName()));
        return "ok";
    }

    private void begin() {
        if (!begun) {
            producer.beginTransaction();
            begun = true;
            acknowledgements.clear();
        }
    }

    private String flush() {
        producer.flush();
        return acknowledged().toString();
    }

    private Set<String> acknowledged() {
        return new TreeSet<>(acknowledgements);
    }

    private String sendOffsets(TopicPartition partition, String group, int number) {
        begin();
        producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(number)), metadata(group));
        return "ok";
    }

    /** A consumer would have it too, but only as one more client for each group. */
    @SuppressWarnings("removal")
    private static ConsumerGroupMetadata metadata(String group) {
        return new ConsumerGroupMetadata(group);
    }

    private String commit() {
        if (!begun) {
            return "nothing begun";
        }
        producer.commitTransaction();
        begun = false;
        return acknowledged().toString();
    }

    private String abort() {
        if (!begun) {
            return "nothing begun";
        }
        producer.abortTransaction();
        begun = false;
        // Records that had not been sent yet failed, as they should.
        acknowledgements.clear();
        return "ok";
    }

    void closeAtOnce() {
        closed = true;
        producer.close(Duration.ZERO);
    }

    private void close() {
        closed = true;
        producer.close(Duration.ofSeconds(10));
    }
}
