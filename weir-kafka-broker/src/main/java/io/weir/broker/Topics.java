package io.weir.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

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
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitionCount; partition++) {
                partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        admin.createTopics(wanted).all().get();
        // Only the leader answers, and the client asks until it does.
        admin.listOffsets(partitions).all().get();
    }
}
