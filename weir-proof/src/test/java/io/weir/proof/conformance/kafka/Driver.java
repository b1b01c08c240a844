package io.weir.proof.conformance.kafka;

import io.weir.proof.conformance.kafka.Operation.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Does operations to a cluster by Kafka's client interfaces alone, so that a real and a simulated one are treated alike, and says in words what came of each.
 *
 * <p>Threading: confined to one thread.
 */
final class Driver implements AutoCloseable {

    static final int SHORT_TIMEOUT_MILLIS = 800;
    static final int LONG_TIMEOUT_MILLIS = 60_000;

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<Integer, List<DrivenProducer>> producers = new HashMap<>();

    Driver(Cluster cluster) {
        this.cluster = cluster;
        Map<String, Object> base =
                Map.of("bootstrap.servers", cluster.servers(), "retry.backoff.ms", 10, "enable.metrics.push", false);
        this.admin = cluster.clients().admin(base);
        Map<String, Object> reading = new HashMap<>(base);
        reading.put("isolation.level", "read_committed");
        reading.put("enable.auto.commit", false);
        reading.put("fetch.max.wait.ms", 20);
        this.consumer = cluster.clients().consumer(reading);
    }

    /** Does an operation. Returns what came of it: what was seen, or the type of what was thrown. */
    String run(Operation operation) {
        try {
            return attempt(operation);
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private String attempt(Operation operation) throws ExecutionException, InterruptedException {
        String id = cluster.name("id-" + operation.id());
        TopicPartition partition =
                new TopicPartition(cluster.name("topic-" + operation.topic()), operation.partition());
        String group = cluster.name("group-" + operation.group());
        if (operation.kind().produces()) {
            DrivenProducer producer = producer(operation);
            return producer == null ? "no producer" : producer.run(operation, partition, group);
        }
        switch (operation.kind()) {
            case OPEN -> open(operation.id(), id, LONG_TIMEOUT_MILLIS);
            case OPEN_SHORT -> open(operation.id(), id, SHORT_TIMEOUT_MILLIS);
            case FENCE -> admin.fenceProducers(Set.of(id)).all().get();
            case SETTLE -> cluster.settle();
            case TIME_OUT -> {
                return timeOut(operation.id(), id);
            }
            case VIEW -> {
                return view(partition);
            }
            case LEDGER -> {
                return ledger(group, partition);
            }
            case IDS -> {
                return knownIds().toString();
            }
            case ONGOING -> {
                return cluster.isOngoing(id) ? "ongoing" : "not ongoing";
            }
            default -> throw new IllegalStateException("no operation: " + operation);
        }
        return "ok";
    }

    private void open(int number, String id, int timeoutMillis) {
        DrivenProducer opened = DrivenProducer.open(cluster, id, timeoutMillis);
        producers.computeIfAbsent(number, absent -> new ArrayList<>()).add(opened);
    }

    private @Nullable DrivenProducer producer(Operation operation) {
        List<DrivenProducer> ofId = producers.getOrDefault(operation.id(), List.of());
        int index = ofId.size() - (operation.old() ? 2 : 1);
        return index < 0 ? null : ofId.get(index);
    }

    private String timeOut(int number, String id) {
        List<DrivenProducer> ofId = producers.getOrDefault(number, List.of());
        boolean soon = !ofId.isEmpty() && ofId.get(ofId.size() - 1).hasShortTimeout();
        if (!soon) {
            return "not soon";
        }
        cluster.awaitTimedOut(id);
        return "ok";
    }

    /** Returns the last stable offset and the values before it. */
    private String view(TopicPartition partition) {
        List<TopicPartition> one = List.of(partition);
        long end = consumer.endOffsets(one, CALL_TIMEOUT).get(partition);
        consumer.assign(one);
        consumer.seek(partition, new OffsetAndMetadata(0));
        List<String> values = new ArrayList<>();
        long position = 0;
        while (position < end) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL_TIMEOUT);
            for (ConsumerRecord<byte[], byte[]> each : polled.records(partition)) {
                if (each.offset() < end) {
                    values.add(new String(each.value(), StandardCharsets.UTF_8));
                }
            }
            OffsetAndMetadata next = polled.nextOffsets().get(partition);
            position = next == null ? position : next.offset();
        }
        return values + " before " + end;
    }

    /** Returns a group's stable offset: a number, null, or that none is told, because a transaction is pending. */
    private String ledger(String group, TopicPartition partition) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> answer = admin.listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition))),
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group)
                .get();
        OffsetAndMetadata entry = answer.get(partition);
        if (entry == null) {
            return answer.containsKey(partition) ? "none" : "left out";
        }
        return String.valueOf(entry.offset());
    }

    private Set<String> knownIds() throws ExecutionException, InterruptedException {
        String prefix = cluster.name("id-");
        Set<String> known = new TreeSet<>();
        for (TransactionListing listing : admin.listTransactions(
                        new ListTransactionsOptions().filterOnTransactionalIdPattern(prefix + ".*"))
                .all()
                .get()) {
            known.add(listing.transactionalId().substring(prefix.length()));
        }
        return known;
    }

    /** Does all operations, one after the other. */
    List<String> runAll(List<Operation> operations) {
        List<String> outcomes = new ArrayList<>();
        operations.forEach(operation -> outcomes.add(run(operation)));
        return outcomes;
    }

    /** Does an operation that a test says in short. */
    String run(Kind kind, int id) {
        return run(Operation.of(kind, id));
    }

    @Override
    public void close() {
        producers.values().forEach(each -> each.forEach(DrivenProducer::closeAtOnce));
        consumer.close();
        admin.close(Duration.ZERO);
    }
}
