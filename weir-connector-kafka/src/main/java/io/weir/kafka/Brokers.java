package io.weir.kafka;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers what a stage must know before it starts, and says in words what is wrong.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class Brokers implements AutoCloseable {

    /** How long a start waits for an answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String TRANSACTION_VERSION = "transaction.version";

    private final ClientSettings client;
    private final String stage;
    private final CheckContext context;
    private final Admin admin;

    private Brokers(ClientSettings client, String stage, CheckContext context) {
        this.client = client;
        this.stage = stage;
        this.context = context;
        this.admin = client.admin(stage, TIMEOUT);
    }

    /**
     * Connects.
     *
     * @param stage the stage as messages name it, such as {@code sink totals}
     * @param context is told what is found
     */
    static Brokers connect(ClientSettings client, String stage, CheckContext context) throws InterruptedException {
        Brokers brokers = new Brokers(client, stage, context);
        try {
            String cluster = brokers.answer(brokers.admin.describeCluster().clusterId(), "cannot start");
            context.ok("the brokers at " + client.servers(stage) + " answer, cluster " + cluster);
            return brokers;
        } catch (WeirException | InterruptedException e) {
            brokers.close();
            throw e;
        }
    }

    /** Returns those of the topics that are there and allow {@code operations}; each of the others is a problem. */
    Map<String, TopicDescription> expectTopics(Collection<String> topics, AclOperation... operations)
            throws InterruptedException {
        Map<String, TopicDescription> descriptions = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : new TreeMap<>(answers).entrySet()) {
            String topic = answer.getKey();
            try {
                TopicDescription description = topic(topic, answer.getValue());
                for (AclOperation operation : operations) {
                    expectAllowed(description, operation);
                }
                context.ok("topic " + topic + " is there, with "
                        + description.partitions().size() + " partition(s), and may be used");
                descriptions.put(topic, description);
            } catch (WeirException e) {
                context.problem(e);
            }
        }
        return descriptions;
    }

    private void expectAllowed(TopicDescription topic, AclOperation operation) {
        Set<AclOperation> allowed = topic.authorizedOperations();
        if (allowed != null && !allowed.isEmpty() && !allowed.contains(operation)) {
            throw user(
                    "kafka-not-authorized",
                    stage + " cannot use topic " + topic.name(),
                    "the broker does not allow this user the operation " + operation + " on it",
                    "grant it; docs/connectors/kafka.md lists the rights that are needed");
        }
    }

    private TopicDescription topic(String topic, KafkaFuture<TopicDescription> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (KafkaErrors.unwrap(e) instanceof UnknownTopicOrPartitionException) {
                throw user(
                        "kafka-topic-missing",
                        stage + " cannot use topic " + topic,
                        "no topic of that name exists at " + client.servers(stage),
                        "create the topic, or correct its name (kafka-topics.sh --create --topic " + topic + " ...)");
            }
            throw failure(e, "cannot use topic " + topic);
        }
    }

    /** Wants transactions of the second protocol, in which a late message cannot land in a later transaction. */
    void expectTransactionVersion2() throws InterruptedException {
        FinalizedVersionRange range = answer(admin.describeFeatures().featureMetadata(), "cannot ask for features")
                .finalizedFeatures()
                .get(TRANSACTION_VERSION);
        int level = range == null ? 0 : range.maxVersionLevel();
        if (level < 2) {
            context.problem(user(
                    "kafka-transaction-version",
                    stage + " cannot be exactly once on this cluster",
                    "its feature transaction.version is " + level
                            + ", and before version 2 a delayed message can change a later transaction",
                    "use Kafka 4.0 or later and run kafka-features.sh upgrade --feature transaction.version=2"));
        } else {
            context.ok("transactions are of version " + level);
        }
    }

    /** Returns a setting of the brokers or of a topic as a number; null if the user may not see it. */
    @Nullable Long number(ConfigResource resource, String name) throws InterruptedException {
        try {
            Map<ConfigResource, Config> settings =
                    admin.describeConfigs(List.of(resource)).all().get();
            Config config = settings.get(resource);
            ConfigEntry entry = config == null ? null : config.get(name);
            return entry == null || entry.value() == null ? null : Long.valueOf(entry.value());
        } catch (ExecutionException e) {
            if (KafkaErrors.unwrap(e) instanceof AuthorizationException) {
                context.warning(
                        "kafka-settings-hidden",
                        stage + ": " + name + " of " + resource.type() + " " + resource.name() + " is not checked",
                        "the broker does not allow this user DescribeConfigs on it",
                        "grant it, or look yourself; docs/connectors/kafka.md lists the rights");
                return null;
            }
            throw failure(e, "cannot read the settings of " + resource.name());
        }
    }

    /** Returns a broker to ask for settings that are the same on all. */
    Node anyBroker() throws InterruptedException {
        return answer(admin.describeCluster().nodes(), "cannot list the brokers")
                .iterator()
                .next();
    }

    private <R> R answer(KafkaFuture<R> future, String what) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(e, what);
        }
    }

    private WeirException failure(ExecutionException error, String what) {
        if (KafkaErrors.unwrap(error) instanceof TimeoutException) {
            // Without the cause: its stack says nothing about why nobody answers.
            return new WeirException(
                    "kafka-unreachable",
                    ErrorKind.EXTERNAL,
                    stage + " " + what,
                    "no broker at " + client.servers(stage) + " answered within " + TIMEOUT.toSeconds() + " s",
                    "start the broker, or correct bootstrapServers(..) and the security properties",
                    null);
        }
        return KafkaErrors.inWords(stage + " " + what, error);
    }

    private static WeirException user(String code, String what, String why, String mend) {
        return WeirException.user(code, what, why, mend);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
