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
 *   <li>L2: entries are read only after every producer that could still commit has been fenced. Kafka's "stable" reads do not see a pending entry of a group
 *       that has no committed one yet, so they alone would not do.
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

    /**
     * Returns the entries of {@code subtasks}; one that has none is not among them.
     *
     * @throws WeirException {@code kafka-ledger-unstable} if the broker cannot say what the entry is: then nothing is known, least of all that there is none
     */
    Map<Integer, Long> read(Admin admin, Collection<Integer> subtasks) throws InterruptedException {
        return read(admin, subtasks, true);
    }

    /** As {@link #read}, for one who only looks: what an open transaction holds back is not there yet, and no reason to fail. */
    Map<Integer, Long> readCommitted(Admin admin, Collection<Integer> subtasks) throws InterruptedException {
        return read(admin, subtasks, false);
    }

    private Map<Integer, Long> read(Admin admin, Collection<Integer> subtasks, boolean stable)
            throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        for (int subtask : subtasks) {
            specs.put(ids.ledgerGroup(subtask), new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(key)));
        }
        Map<Integer, Long> entries = new HashMap<>();
        if (specs.isEmpty()) {
            return entries;
        }
        ListConsumerGroupOffsetsResult result =
                admin.listConsumerGroupOffsets(specs, new ListConsumerGroupOffsetsOptions().requireStable(stable));
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
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    result.partitionsToOffsetAndMetadata(group).get();
            // The client maps a partition without an entry to null, and leaves out one that the broker did not answer
            // for.
            if (!offsets.containsKey(key)) {
                throw unstable(group);
            }
            return offsets.get(key);
        } catch (ExecutionException e) {
            throw KafkaErrors.inWords("the sink's ledger, consumer group " + group + ", could not be read", e);
        }
    }

    /** All who could commit are fenced by then (L2), so what is open is nobody's any more, or its end has not reached the group yet. */
    private static WeirException unstable(String group) {
        return WeirException.external(
                "kafka-ledger-unstable",
                "the sink's ledger, consumer group " + group + ", could not be read",
                "the broker says that a transaction with an entry is still open, although its producer is fenced",
                "nothing if this passes; else the broker has left the transaction hanging, which also blocks all readers of the topic:"
                        + " see kafka-transactions.sh find-hanging, and docs/connectors/kafka.md",
                null);
    }

    /** Says why it cannot be known whether a committable is committed, whose subtask has no entry (L1). */
    String isGone(String stage, long checkpointId, KafkaCommittable committable) {
        return "the ledger of " + stage + " has no entry for subtask " + committable.subtask()
                + " any more (consumer group " + ids.ledgerGroup(committable.subtask())
                + "): it expired, because nothing was committed for longer than the broker's offsets.retention.minutes, or it was deleted, or topic "
                + key.topic() + " was. So it cannot be known whether " + committable + " of checkpoint "
                + checkpointId
                + " is committed. Look for these records in the topic, with isolation.level=read_committed: "
                + committable.inWords();
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
                    "restore the newest copy of the checkpoint directory; or, to write that output again as a new job, begin from this"
                            + " one with Weir.forkFrom, in another, empty directory");
        }
    }
}
