package io.weir.proof.kafka;

import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ListTransactionsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.admin.internals.CoordinatorKey;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.utils.internals.ProducerIdAndEpoch;
import org.jspecify.annotations.Nullable;

/**
 * The admin client of the simulated cluster: those of its calls that Weir makes.
 *
 * <p>Threading: confined to the world.
 */
public final class SimAdmin {

    private static final List<Node> NODES =
            List.of(new Node(1, "simulated", 9092), new Node(2, "simulated", 9093), new Node(3, "simulated", 9094));

    private static final Map<String, String> SETTINGS = Map.of(
            "transaction.max.timeout.ms", "900000",
            "min.insync.replicas", "2",
            "max.message.bytes", "1048588");

    private final SimKafka kafka;
    private final SimProcess process;

    SimAdmin(SimKafka kafka, SimProcess process) {
        this.kafka = kafka;
        this.process = process;
    }

    public DescribeClusterResult describeCluster(DescribeClusterOptions options) {
        return make(
                DescribeClusterResult.class,
                future(() -> NODES),
                future(() -> NODES.get(0)),
                future(() -> "simulated"),
                future(Set::of));
    }

    public DescribeFeaturesResult describeFeatures(DescribeFeaturesOptions options) {
        Map<String, FinalizedVersionRange> finalized =
                Map.of("transaction.version", new FinalizedVersionRange((short) 2, (short) 2));
        return make(
                DescribeFeaturesResult.class,
                future(() -> make(FeatureMetadata.class, finalized, Optional.of(1L), Map.of())));
    }

    public DescribeTopicsResult describeTopics(TopicCollection names, DescribeTopicsOptions options) {
        Map<String, KafkaFuture<TopicDescription>> topics = new LinkedHashMap<>();
        for (String name : ((TopicCollection.TopicNameCollection) names).topicNames()) {
            topics.put(name, future(() -> describe(name)));
        }
        return make(DescribeTopicsResult.class, null, topics);
    }

    private TopicDescription describe(String name) {
        List<TopicPartitionInfo> infos = new ArrayList<>();
        for (SimPartition partition : kafka.partitions(name)) {
            infos.add(new TopicPartitionInfo(partition.name().partition(), NODES.get(0), NODES, NODES));
        }
        return new TopicDescription(name, false, infos, Set.of(), new Uuid(1, name.hashCode()));
    }

    public DescribeConfigsResult describeConfigs(Collection<ConfigResource> resources, DescribeConfigsOptions options) {
        Map<ConfigResource, KafkaFuture<Config>> configs = new LinkedHashMap<>();
        for (ConfigResource resource : resources) {
            configs.put(resource, future(SimAdmin::config));
        }
        return make(DescribeConfigsResult.class, configs);
    }

    private static Config config() {
        List<ConfigEntry> entries = new ArrayList<>();
        SETTINGS.forEach((name, value) -> entries.add(new ConfigEntry(name, value)));
        return new Config(entries);
    }

    public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> specs, ListOffsetsOptions options) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> offsets = new LinkedHashMap<>();
        specs.forEach((name, spec) -> offsets.put(name, future(() -> {
            long offset = spec instanceof OffsetSpec.EarliestSpec
                    ? 0
                    : kafka.partition(name).stableOffset();
            return new ListOffsetsResultInfo(offset, -1, Optional.of(1));
        })));
        return new ListOffsetsResult(offsets);
    }

    public ListTransactionsResult listTransactions(ListTransactionsOptions options) {
        Pattern pattern = Pattern.compile(options.filteredTransactionalIdPattern());
        KafkaFuture<Map<Integer, KafkaFutureImpl<Collection<TransactionListing>>>> brokers =
                call("kafka.listTransactions", () -> {
                    List<TransactionListing> found = new ArrayList<>();
                    for (SimTransaction transaction : kafka.transactions().values()) {
                        if (pattern.matcher(transaction.id).matches()) {
                            found.add(new TransactionListing(
                                    transaction.id, transaction.producerId, TransactionState.ONGOING));
                        }
                    }
                    KafkaFutureImpl<Collection<TransactionListing>> listings = new KafkaFutureImpl<>();
                    listings.complete(found);
                    return Map.of(1, listings);
                });
        return make(ListTransactionsResult.class, brokers);
    }

    public FenceProducersResult fenceProducers(Collection<String> ids, FenceProducersOptions options) {
        Map<CoordinatorKey, KafkaFuture<ProducerIdAndEpoch>> answers = new LinkedHashMap<>();
        for (String id : ids) {
            answers.put(CoordinatorKey.byTransactionalId(id), call("kafka.fence", () -> {
                SimTransaction transaction = kafka.initialize(id, 60_000_000_000L);
                return new ProducerIdAndEpoch(transaction.producerId, (short) transaction.epoch);
            }));
        }
        return make(FenceProducersResult.class, answers);
    }

    public ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
            Map<String, ListConsumerGroupOffsetsSpec> specs, ListConsumerGroupOffsetsOptions options) {
        Map<CoordinatorKey, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> answers = new LinkedHashMap<>();
        specs.forEach((group, spec) -> answers.put(
                CoordinatorKey.byGroupId(group),
                call("kafka.readLedger", () -> offsets(group, spec, options.requireStable()))));
        return make(ListConsumerGroupOffsetsResult.class, answers);
    }

    /** As the real client: where a transaction is pending, a stable answer says nothing about the partition at all, instead of waiting. */
    private Map<TopicPartition, OffsetAndMetadata> offsets(
            String group, ListConsumerGroupOffsetsSpec spec, boolean stable) {
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.groupOffsets(group);
        Map<TopicPartition, OffsetAndMetadata> answer = new LinkedHashMap<>();
        for (TopicPartition partition : spec.topicPartitions() == null ? committed.keySet() : spec.topicPartitions()) {
            if (!stable || !kafka.isPending(group, partition)) {
                answer.put(partition, committed.get(partition));
            }
        }
        return answer;
    }

    public void close(Duration timeout) {}

    public void close() {}

    private <R> KafkaFuture<R> future(Supplier<R> answer) {
        return call("kafka.describe", answer);
    }

    private <R> KafkaFuture<R> call(String what, Supplier<R> answer) {
        Reply reply = process.call(what);
        if (kafka.isDown()) {
            reply = Reply.REQUEST_LOST;
        }
        if (reply == Reply.LATE) {
            kafka.later(() -> {
                R unused = answer.get();
            });
        }
        @Nullable R value = reply.happens() ? answer.get() : null;
        process.point(what);
        return value == null || !reply.known() ? unanswered(what) : KafkaFuture.completedFuture(value);
    }

    private static <R> KafkaFuture<R> unanswered(String what) {
        KafkaFutureImpl<R> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(new TimeoutException(what + " was not answered in time"));
        return failed;
    }

    /** Kafka's results have constructors for its own package only. */
    private static <R> R make(Class<R> type, @Nullable Object... arguments) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        try {
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Kafka's " + type.getSimpleName() + " has changed", e);
        }
    }
}
