package io.weir.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes topics that can be written to at once.
 *
 * <p>A cluster says that a topic has been made before its brokers lead the partitions. A producer without transactions that writes then can fail for good: of two
 * batches under way the broker refuses the first ({@code NOT_LEADER_OR_FOLLOWER}), accepts the second, and then finds the first out of order however often it is
 * sent again, until the producer's delivery timeout. Seen with Kafka 4.4.0, about once in 350 new partitions on a busy machine.
 *
 * <p>Threading: thread-safe.
 */
public final class Topics {

    private static final long KNOWN_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Topics() {}

    /**
     * Makes topics with as many copies as the cluster makes by default, and returns when all their partitions are led.
     *
     * @param partitionCount of each topic
     * @throws ExecutionException if the cluster refuses, for instance because a topic exists,
     * or because it has not answered within {@code default.api.timeout.ms}
     */
    public static void create(Admin admin, Collection<String> topics, int partitionCount)
            throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = topics.stream()
                .map(topic -> new NewTopic(topic, Optional.of(partitionCount), Optional.empty()))
                .toList();
        admin.createTopics(wanted).all().get();
        awaitLed(admin, topics, partitionCount);
    }

    /**
     * Returns when all partitions of topics that have been made are led.
     *
     * @throws ExecutionException if the cluster has not answered for them within {@code default.api.timeout.ms}, or does not know them after a minute
     */
    public static void awaitLed(Admin admin, Collection<String> topics, int partitionCount)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitionCount; partition++) {
                partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        long startNanos = System.nanoTime();
        while (true) {
            try {
                // Only the leader answers, and the client asks until it does.
                admin.listOffsets(partitions).all().get();
                return;
            } catch (ExecutionException e) {
                // It does not ask again if not even the topic is known to the broker that it asks.
                boolean passes = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!passes || System.nanoTime() - startNanos > KNOWN_NANOS_MAX) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
