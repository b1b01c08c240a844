package io.weir.cli.demo;

import io.weir.broker.Topics;
import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The broker as the demo's own clients see it.
 *
 * <p>Threading: Immutable.
 */
record DemoKafka(String bootstrapServers) {

    private static final int REQUEST_TIMEOUT_MILLIS = 15_000;

    /** Fails in words if nobody answers at the address. */
    void checkReachable() {
        call(
                "Kafka does not answer at " + bootstrapServers,
                admin -> admin.describeCluster().nodes().get(REQUEST_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Creates topics with as many copies as the broker makes by default. */
    void createTopics(int partitionCount, List<String> topics) {
        call("the topics " + topics + " cannot be created at " + bootstrapServers, admin -> {
            Topics.create(admin, topics, partitionCount);
            return topics;
        });
    }

    void deleteTopics(List<String> topics) {
        call(
                "the topics " + topics + " cannot be deleted at " + bootstrapServers,
                admin -> admin.deleteTopics(topics).all().get(REQUEST_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Deletes the consumer groups whose names begin with {@code prefix}: the ledgers that the sink keeps. */
    void deleteGroups(String prefix) {
        call("the consumer groups of the demo cannot be deleted at " + bootstrapServers, admin -> {
            List<String> groups = new ArrayList<>();
            for (GroupListing group : admin.listGroups().all().get(REQUEST_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                if (group.groupId().startsWith(prefix)) {
                    groups.add(group.groupId());
                }
            }
            return admin.deleteConsumerGroups(groups).all().get(REQUEST_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    /** A consumer of all partitions of a topic, from the beginning, that sees what was committed and belongs to no group. */
    KafkaConsumer<byte[], byte[]> committedReader(String topic, int partitionCount) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = partitions(topic, partitionCount);
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, 0));
        return consumer;
    }

    static List<TopicPartition> partitions(String topic, int partitionCount) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < partitionCount; partition++) {
            partitions.add(new TopicPartition(topic, partition));
        }
        return partitions;
    }

    private interface AdminCall {
        Object on(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private void call(String failure, AdminCall call) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            call.on(admin);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw WeirException.external(
                    "demo-kafka",
                    failure,
                    rootMessage(cause),
                    "check that the broker runs and that the address is right (--bootstrap host:port), or leave --bootstrap"
                            + " out and the demo starts a broker of its own",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WeirException.external("interrupted", failure, "it was interrupted", "run the demo again", e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
