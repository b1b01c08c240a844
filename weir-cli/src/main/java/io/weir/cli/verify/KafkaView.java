package io.weir.cli.verify;

import io.weir.broker.Topics;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The broker as plain clients see it, which have nothing of Weir.
 *
 * <p>Threading: Immutable.
 */
record KafkaView(String bootstrapServers) {

    /** Longer than a broker that was killed takes to come back. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private static final int POLL_RECORDS_MAX = 5_000;

    /** Takes what is read. */
    interface RecordSink {
        void accept(OutputRecord record);
    }

    void createTopics(Collection<String> topics, int partitionCount) {
        ask("the topics " + topics + " cannot be created", admin -> {
            Topics.create(admin, topics, partitionCount);
            return topics;
        });
    }

    /** The offset behind the last record of each partition that a reader of the given isolation comes to. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return ask("the ends of " + partitions + " cannot be read", admin -> {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                    .all()
                    .get()
                    .forEach((partition, info) -> ends.put(partition, info.offset()));
            return ends;
        });
    }

    /** All transactions that the broker knows, whoever's they are. */
    Collection<TransactionListing> transactions() {
        return ask(
                "the transactions cannot be listed",
                admin -> admin.listTransactions().all().get());
    }

    /** A consumer of partitions, from their beginning, that sees what is committed and belongs to no group. */
    KafkaConsumer<byte[], byte[]> committedReader(Collection<TopicPartition> partitions) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, 0));
        return consumer;
    }

    /** Reads all committed records from the beginning up to the ends, and returns how many there were. */
    long readAll(Map<TopicPartition, Long> ends, RecordSink sink) {
        long count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = committedReader(ends.keySet())) {
            long movedNanos = System.nanoTime();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                int before = (int) count;
                for (var record : consumer.poll(POLL_TIMEOUT)) {
                    sink.accept(OutputRecord.of(record));
                    count++;
                }
                if (count != before) {
                    movedNanos = System.nanoTime();
                } else if (System.nanoTime() - movedNanos > REQUEST_TIMEOUT.toNanos()) {
                    throw failure("the output cannot be read to its end", "nothing comes any more, ends=" + ends, null);
                }
            }
        }
        return count;
    }

    static List<TopicPartition> partitions(Collection<String> topics, int partitionCount) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitionCount; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        }
        return partitions;
    }

    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private <T> T ask(String failure, Question<T> question) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) REQUEST_TIMEOUT.toMillis());
        try (Admin admin = Admin.create(settings)) {
            return question.ask(admin);
        } catch (ExecutionException | KafkaException e) {
            throw failure(failure, String.valueOf(e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WeirException.external("interrupted", failure, "it was interrupted", "run it again", e);
        }
    }

    private static WeirException failure(String what, String why, @Nullable Throwable cause) {
        return WeirException.external(
                "verify-kafka", what, why, "see the broker's log, which is kept with --keep", cause);
    }
}
