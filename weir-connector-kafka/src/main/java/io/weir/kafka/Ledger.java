package io.weir.kafka;

import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a sink: for each subtask the latest checkpoint whose output is committed, kept as the offset of a consumer group and written inside each
 * transaction. An entry becomes visible if and only if its transaction commits, so that "did it happen?" has one answer (I5).
 *
 * <p>Threading: Immutable.
 *
 * <p>Invariants:
 * <ul>
 *   <li>L1: a subtask has an entry before it writes its first record. So a missing entry has expired or was deleted, and never means "not committed".
 *   <li>L2: entries are read only after every producer that could still commit has been fenced. A "stable" read does not wait for what is pending: Kafka's
 *       admin client leaves the partition out of its answer, and has null for a partition without an entry. So an answer without the partition means that a
 *       producer came after the fence, and says nothing about the entry.
 * </ul>
 */
final class Ledger {

    private final TransactionalIds ids;
    private final TopicPartition key;

    /**
     * @param topic the sink's topic: an offset must belong to a partition that exists, and this one does
     */
    Ledger(TransactionalIds ids, String topic) {
        this.ids = ids;
        this.key = new TopicPartition(topic, 0);
    }

    /** Returns the entry that says "committed up to this checkpoint", for {@code Producer.sendOffsetsToTransaction}. */
    Map<TopicPartition, OffsetAndMetadata> entry(long checkpointId, long attempt) {
        return Map.of(
                key, new OffsetAndMetadata(checkpointId, "weir checkpoint=" + checkpointId + " attempt=" + attempt));
    }

    /**
     * Returns the group that holds a subtask's entry, in the form that a producer wants. May block for some milliseconds.
     *
     * <p>Since Kafka 4.2 a consumer is the only source of it that is not deprecated; this one never connects.
     */
    ConsumerGroupMetadata group(int subtask, ClientSettings client, String stage) {
        Map<String, Object> config = client.forClient(stage, ConsumerConfig.configNames());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, ids.ledgerGroup(subtask));
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        try (Consumer<byte[], byte[]> consumer = client.clients().consumer(config)) {
            return consumer.groupMetadata();
        }
    }

    /** Returns the entries of {@code subtasks}; one that has none is not among them. */
    Map<Integer, Long> read(Admin admin, Collection<Integer> subtasks) throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        for (int subtask : subtasks) {
            specs.put(ids.ledgerGroup(subtask), new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(key)));
        }
        Map<Integer, Long> entries = new HashMap<>();
        if (specs.isEmpty()) {
            return entries;
        }
        ListConsumerGroupOffsetsResult result =
                admin.listConsumerGroupOffsets(specs, new ListConsumerGroupOffsetsOptions().requireStable(true));
        for (int subtask : subtasks) {
            @Nullable OffsetAndMetadata entry = offset(result, ids.ledgerGroup(subtask));
            if (entry != null) {
                entries.put(subtask, entry.offset());
            }
        }
        return entries;
    }

    private @Nullable OffsetAndMetadata offset(ListConsumerGroupOffsetsResult result, String group)
            throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> answer =
                    result.partitionsToOffsetAndMetadata(group).get();
            if (!answer.containsKey(key)) {
                throw unstable(group);
            }
            return answer.get(key);
        } catch (ExecutionException e) {
            throw KafkaErrors.inWords("the sink's ledger, consumer group " + group + ", could not be read", e);
        }
    }

    private static WeirException unstable(String group) {
        return WeirException.external(
                "kafka-ledger-unstable",
                "the sink's ledger, consumer group " + group + ", could not be read",
                "a transaction that was begun after earlier attempts had been shut out has an entry pending in it",
                "nothing, if it happens once: the next attempt shuts that producer out too. If often, see that no other process runs this job",
                null);
    }

    /** Throws if an entry is later than the checkpoint that the job continues from. */
    void checkNotAhead(Map<Integer, Long> entries, long restoredCheckpointId) {
        List<String> ahead = new ArrayList<>();
        for (int subtask : Set.copyOf(entries.keySet()).stream().sorted().toList()) {
            long checkpointId = entries.getOrDefault(subtask, 0L);
            if (checkpointId > restoredCheckpointId) {
                ahead.add("subtask=" + subtask + " checkpoint=" + checkpointId);
            }
        }
        if (!ahead.isEmpty()) {
            throw WeirException.user(
                    "kafka-ledger-ahead",
                    "the job would continue from checkpoint " + restoredCheckpointId + ", but topic " + key.topic()
                            + " has committed output of later ones (" + String.join(", ", ahead) + ")",
                    "the checkpoint directory lost checkpoints or is an older copy, and going on would write that output twice",
                    "restore the newest copy of the checkpoint directory");
        }
    }
}
