package io.weir.kafka;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.source.SplitEnumerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the partitions of a source's topics, and notices when a known one is no longer what it was.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class KafkaEnumerator implements SplitEnumerator<KafkaSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEnumerator.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SourceSettings<?> settings;
    private final String stage;
    private final Admin admin;
    private boolean discovered;

    KafkaEnumerator(StageContext context, SourceSettings<?> settings) {
        this.settings = settings;
        this.stage = "source " + context.stageName();
        this.admin = settings.client().admin(stage, TIMEOUT);
    }

    @Override
    public List<KafkaSplit> discover(List<KafkaSplit> known, boolean firstStart) throws InterruptedException {
        try {
            return discoverNow(known, firstStart);
        } catch (WeirException e) {
            if (!discovered || e.kind() != ErrorKind.EXTERNAL) {
                throw e;
            }
            // What is being read can go on; the next look is soon.
            LOG.warn("{} could not look for new partitions: {}", stage, e.getMessage());
            return List.of();
        }
    }

    private List<KafkaSplit> discoverNow(List<KafkaSplit> known, boolean firstStart) throws InterruptedException {
        boolean fromUsersStart = firstStart && !discovered && known.isEmpty();
        Map<String, TopicDescription> topics = describe(known);
        known.forEach(split -> checkUnchanged(split, topics.get(split.topic())));
        if (settings.bounded() && !fromUsersStart) {
            checkNoNewTopic(known);
            discovered = true;
            return List.of();
        }
        Map<TopicPartition, TopicDescription> found = newPartitions(known, topics);
        if (found.isEmpty()) {
            discovered = true;
            return List.of();
        }
        Map<TopicPartition, Long> starts = fromUsersStart ? usersStarts(found.keySet()) : beginnings(found.keySet());
        Map<TopicPartition, Long> ends = settings.bounded() ? ends(found.keySet()) : Map.of();
        List<KafkaSplit> splits = new ArrayList<>();
        found.forEach((partition, topic) -> splits.add(new KafkaSplit(
                partition.topic(),
                topic.topicId(),
                partition.partition(),
                starts.getOrDefault(partition, 0L),
                KafkaSplit.NO_EPOCH,
                ends.getOrDefault(partition, KafkaSplit.NEVER))));
        discovered = true;
        return splits;
    }

    /** Returns the topics by name; those of known splits only if they exist. */
    private Map<String, TopicDescription> describe(List<KafkaSplit> known) throws InterruptedException {
        Set<String> names = new HashSet<>(settings.topics());
        known.forEach(split -> names.add(split.topic()));
        Map<String, TopicDescription> topics = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                topics.put(answer.getKey(), answer.getValue().get());
            } catch (ExecutionException e) {
                boolean hadSplits =
                        known.stream().anyMatch(split -> split.topic().equals(answer.getKey()));
                if (!hadSplits || !(KafkaErrors.unwrap(e) instanceof UnknownTopicOrPartitionException)) {
                    throw KafkaErrors.inWords(stage + " could not find the partitions of topic " + answer.getKey(), e);
                }
            }
        }
        return topics;
    }

    /** What a bounded source reads is fixed at its first start: a topic that came later would be left out in silence. */
    private void checkNoNewTopic(List<KafkaSplit> known) {
        for (String topic : settings.topics()) {
            if (known.stream().noneMatch(split -> split.topic().equals(topic))) {
                throw SourceErrors.topicAdded(stage, topic);
            }
        }
    }

    private void checkUnchanged(KafkaSplit split, @Nullable TopicDescription topic) {
        if (settings.bounded() != (split.stoppingOffset() != KafkaSplit.NEVER)) {
            throw SourceErrors.boundednessChanged(stage, settings.bounded());
        }
        if (split.atEnd()) {
            return;
        }
        if (topic == null) {
            throw SourceErrors.topicDeleted(stage, split);
        }
        if (!topic.topicId().equals(split.topicId())) {
            throw SourceErrors.topicRecreated(stage, split, topic.topicId());
        }
        if (split.partition() >= topic.partitions().size()) {
            throw SourceErrors.partitionLost(stage, split, topic.partitions().size());
        }
    }

    private Map<TopicPartition, TopicDescription> newPartitions(
            List<KafkaSplit> known, Map<String, TopicDescription> topics) {
        Set<TopicPartition> knownPartitions = new HashSet<>();
        known.forEach(split -> knownPartitions.add(split.topicPartition()));
        Map<TopicPartition, TopicDescription> found = new HashMap<>();
        for (String name : settings.topics()) {
            TopicDescription topic = topics.get(name);
            if (topic == null) {
                continue;
            }
            for (TopicPartitionInfo info : topic.partitions()) {
                TopicPartition partition = new TopicPartition(name, info.partition());
                if (!knownPartitions.contains(partition)) {
                    found.put(partition, topic);
                }
            }
        }
        return found;
    }

    private Map<TopicPartition, Long> usersStarts(Set<TopicPartition> partitions) throws InterruptedException {
        StartFrom start = settings.startFrom();
        return switch (start.kind()) {
            case EARLIEST -> beginnings(partitions);
            case LATEST -> ends(partitions);
            case TIMESTAMP -> atTimestamp(partitions, start.timestampMillis());
            case OFFSETS -> atOffsets(partitions, start.offsets());
        };
    }

    private Map<TopicPartition, Long> atOffsets(Set<TopicPartition> partitions, Map<TopicPartition, Long> offsets)
            throws InterruptedException {
        for (TopicPartition partition : offsets.keySet()) {
            if (!partitions.contains(partition)) {
                throw WeirException.user(
                        "kafka-start",
                        stage + " cannot start in partition " + partition.partition() + " of topic "
                                + partition.topic(),
                        "it is not among the partitions that are read",
                        "correct StartFrom.offsets(..)");
            }
        }
        Map<TopicPartition, Long> starts = beginnings(partitions);
        starts.putAll(offsets);
        return starts;
    }

    private Map<TopicPartition, Long> beginnings(Set<TopicPartition> partitions) throws InterruptedException {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** The ends of what is committed. */
    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) throws InterruptedException {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> atTimestamp(Set<TopicPartition> partitions, long millis)
            throws InterruptedException {
        Map<TopicPartition, Long> ends = ends(partitions);
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.forTimestamp(millis));
        starts.replaceAll((partition, offset) -> offset < 0 ? ends.getOrDefault(partition, 0L) : offset);
        return starts;
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        Map<TopicPartition, Long> result = new HashMap<>();
        try {
            admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, info) -> result.put(partition, info.offset()));
        } catch (ExecutionException e) {
            throw KafkaErrors.inWords(stage + " could not find where to start in " + settings.topicsInWords(), e);
        }
        return result;
    }

    @Override
    public Optional<Duration> discoveryInterval() {
        boolean never = settings.bounded() || settings.discoveryInterval().isZero();
        return never ? Optional.empty() : Optional.of(settings.discoveryInterval());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
