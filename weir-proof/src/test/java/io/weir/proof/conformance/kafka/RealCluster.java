package io.weir.proof.conformance.kafka;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * A real broker, with topics, groups and transactional ids of names of their own.
 *
 * <p>Threading: confined to one thread; many may share a broker.
 */
final class RealCluster implements Cluster, AutoCloseable {

    private static final long DEADLINE_SECONDS = 60;
    private static final long LOOK_NANOS = 10_000_000;

    private final String servers;
    private final String prefix;
    private final Admin admin;
    private final List<String> topics = new ArrayList<>();

    RealCluster(String servers, String prefix) {
        this.servers = servers;
        this.prefix = prefix;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers, "retry.backoff.ms", 10));
        List<NewTopic> created = new ArrayList<>();
        for (int topic = 0; topic < Operation.TOPICS; topic++) {
            created.add(new NewTopic(name("topic-" + topic), Operation.PARTITIONS, (short) 1));
            topics.add(name("topic-" + topic));
        }
        answer(admin.createTopics(created).all());
        await("the topics of " + prefix, this::hasTopics);
    }

    /** A broker says that a topic has been made before all of it knows the topic. */
    private boolean hasTopics() {
        try {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .allMatch(topic -> topic.partitions().stream().allMatch(partition -> partition.leader() != null));
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Starts a broker that gives transactions up as soon as their timeout has passed, and is not given up itself when the machine is busy. */
    static KafkaBroker startBroker() {
        return KafkaBroker.start(KafkaBrokerOptions.defaults()
                .withProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100")
                .withProperty("broker.session.timeout.ms", "60000"));
    }

    @Override
    public KafkaClients clients() {
        return KafkaClients.NETWORK;
    }

    @Override
    public String name(String plain) {
        return prefix + plain;
    }

    @Override
    public String servers() {
        return servers;
    }

    @Override
    public boolean isOngoing(String transactionalId) {
        TransactionDescription description = describe(transactionalId);
        return description != null && description.state() == TransactionState.ONGOING;
    }

    /** Returns what the coordinator knows of an id; null if it does not know it. */
    @Nullable TransactionDescription describe(String transactionalId) {
        try {
            return admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return null;
            }
            throw new AssertionError("the transactional id could not be described", e);
        } catch (Exception e) {
            throw new AssertionError("the transactional id could not be described", e);
        }
    }

    @Override
    public void awaitTimedOut(String transactionalId) {
        await("the end of the transaction of " + transactionalId, () -> !isOngoing(transactionalId));
    }

    @Override
    public void awaitEnded(String transactionalId) {
        await("the markers of " + transactionalId, () -> {
            TransactionDescription description = describe(transactionalId);
            return description != null
                    && (description.state() == TransactionState.COMPLETE_COMMIT
                            || description.state() == TransactionState.COMPLETE_ABORT);
        });
    }

    @Override
    public void settle() {
        await(
                "the markers of " + prefix,
                () -> ends(IsolationLevel.READ_COMMITTED).equals(ends(IsolationLevel.READ_UNCOMMITTED)));
    }

    private Map<TopicPartition, Long> ends(IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < Operation.PARTITIONS; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** Waits for what the broker does by itself. */
    static void await(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static <R> R answer(KafkaFuture<R> future) {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the broker has not done what a test needs", e);
        }
    }

    /** Takes the topics away, so that thousands of sequences do not fill the broker. */
    @Override
    public void close() {
        answer(admin.deleteTopics(topics).all());
        admin.close(Duration.ZERO);
    }
}
