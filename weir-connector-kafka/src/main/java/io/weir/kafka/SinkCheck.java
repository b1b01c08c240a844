package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a sink can be written, and exactly once, before the job starts. */
final class SinkCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SinkCheck.class);

    private static final String TRANSACTION_MAX_TIMEOUT = "transaction.max.timeout.ms";

    private final SinkSettings<?> settings;
    private final CheckContext context;
    private final String stage;

    SinkCheck(SinkSettings<?> settings, CheckContext context) {
        this.settings = settings;
        this.context = context;
        this.stage = "sink " + context.stageName();
    }

    void run() throws InterruptedException {
        checkInterval();
        // Finds out whether Kafka accepts the properties; connects on a thread of its own and is closed before that
        // matters.
        new ProducerConfigs(settings, stage).create("weir-check").close(Duration.ZERO);
        try (Brokers brokers = Brokers.connect(settings.client(), stage)) {
            Map<String, TopicDescription> topics = brokers.expectTopics(
                    // Kafka wants Read too, of whoever keeps an offset of the topic: the ledger is one.
                    List.of(settings.topic()), AclOperation.WRITE, AclOperation.READ);
            brokers.expectTransactionVersion2();
            checkTimeout(brokers);
            checkReplication(brokers, topics.values().iterator().next());
            checkSizes(brokers);
        }
    }

    private void checkInterval() {
        Duration timeout = settings.transactionTimeout();
        Duration interval = Duration.ofNanos(context.checkpointIntervalNanos());
        if (timeout.compareTo(interval.multipliedBy(2)) < 0) {
            throw WeirException.user(
                    "kafka-transaction-timeout",
                    stage + " has a transaction timeout of " + timeout.toMillis() + " ms",
                    "a transaction lives from one checkpoint to the commit of the next, and the checkpoint interval is "
                            + interval.toMillis() + " ms: the broker would give transactions up before their commit",
                    "call transactionTimeout(..) with more than two intervals, or make checkpoints more often");
        }
    }

    private void checkTimeout(Brokers brokers) throws InterruptedException {
        ConfigResource broker = new ConfigResource(
                ConfigResource.Type.BROKER, brokers.anyBroker().idString());
        Long maxMillis = brokers.number(broker, TRANSACTION_MAX_TIMEOUT);
        long timeoutMillis = settings.transactionTimeout().toMillis();
        if (maxMillis != null && maxMillis < timeoutMillis) {
            throw WeirException.user(
                    "kafka-transaction-timeout",
                    stage + " has a transaction timeout of " + timeoutMillis + " ms",
                    "the broker allows at most " + maxMillis + " ms (" + TRANSACTION_MAX_TIMEOUT + ")",
                    "call transactionTimeout(Duration.ofMillis(" + maxMillis
                            + ")) or less, or raise the broker's setting");
        }
    }

    private void checkReplication(Brokers brokers, TopicDescription topic) throws InterruptedException {
        int replicationFactor = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        if (replicationFactor == 1) {
            LOG.warn(
                    "{}: topic {} has a replication factor of 1, so a broker that loses power can lose output that it has acknowledged",
                    stage,
                    topic.name());
        }
        Long minInSync = brokers.number(topicResource(), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        if (minInSync == null) {
            return;
        }
        if (minInSync > replicationFactor) {
            throw WeirException.user(
                    "kafka-min-insync",
                    stage + " could never write topic " + topic.name(),
                    "its min.insync.replicas is " + minInSync + " and its replication factor " + replicationFactor,
                    "lower min.insync.replicas of the topic, or add replicas");
        }
        if (minInSync == 1 && replicationFactor > 1) {
            LOG.warn(
                    "{}: topic {} has min.insync.replicas=1, so output that one broker has acknowledged alone can be lost with it",
                    stage,
                    topic.name());
        }
    }

    private void checkSizes(Brokers brokers) throws InterruptedException {
        Long maxBytes = brokers.number(topicResource(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        long requestBytes = RecordSizes.requestBytesMax(settings, stage);
        if (maxBytes != null && requestBytes > maxBytes) {
            throw WeirException.user(
                    "kafka-record-too-large",
                    stage + " may send records of up to " + requestBytes + " bytes (max.request.size)",
                    "topic " + settings.topic() + " takes at most " + maxBytes + " bytes (max.message.bytes)",
                    "call property(\"max.request.size\", \"" + maxBytes
                            + "\") or less, or raise max.message.bytes of the topic");
        }
    }

    private ConfigResource topicResource() {
        return new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
    }
}
