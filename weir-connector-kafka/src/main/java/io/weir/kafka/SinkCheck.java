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
import org.jspecify.annotations.Nullable;

/** Whether a sink can be written, and exactly once, before the job starts. */
final class SinkCheck {

    private static final String TRANSACTION_MAX_TIMEOUT = "transaction.max.timeout.ms";
    private static final String OFFSETS_RETENTION = "offsets.retention.minutes";

    /** A day: a job may be down for a night. */
    private static final long RETENTION_MINUTES_MIN = 24 * 60;

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
        try (Brokers brokers = Brokers.connect(settings.client(), stage, context)) {
            Map<String, TopicDescription> topics = brokers.expectTopics(
                    // Kafka wants Read too, of whoever keeps an offset of the topic: the ledger is one.
                    List.of(settings.topic()), AclOperation.WRITE, AclOperation.READ);
            brokers.expectTransactionVersion2();
            ConfigResource broker = new ConfigResource(
                    ConfigResource.Type.BROKER, brokers.anyBroker().idString());
            checkTimeout(brokers.number(broker, TRANSACTION_MAX_TIMEOUT));
            checkLedger(brokers.number(broker, OFFSETS_RETENTION));
            for (TopicDescription topic : topics.values()) {
                checkReplication(topic, brokers.number(topicResource(), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
                checkSizes(brokers.number(topicResource(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
            }
        }
    }

    private void checkInterval() {
        Duration timeout = settings.transactionTimeout();
        Duration interval = Duration.ofNanos(context.checkpointIntervalNanos());
        if (timeout.compareTo(interval.multipliedBy(2)) < 0) {
            context.problem(WeirException.user(
                    "kafka-transaction-timeout",
                    stage + " has a transaction timeout of " + timeout.toMillis() + " ms",
                    "a transaction lives from one checkpoint to the commit of the next, and the checkpoint interval is "
                            + interval.toMillis() + " ms: the broker would give transactions up before their commit",
                    "call transactionTimeout(..) with more than two intervals, or make checkpoints more often"));
        } else {
            context.ok("the transaction timeout of " + timeout.toMillis() + " ms fits the checkpoint interval of "
                    + interval.toMillis() + " ms");
        }
    }

    private void checkTimeout(@Nullable Long maxMillis) {
        long timeoutMillis = settings.transactionTimeout().toMillis();
        if (maxMillis == null) {
            return;
        }
        if (maxMillis < timeoutMillis) {
            context.problem(WeirException.user(
                    "kafka-transaction-timeout",
                    stage + " has a transaction timeout of " + timeoutMillis + " ms",
                    "the broker allows at most " + maxMillis + " ms (" + TRANSACTION_MAX_TIMEOUT + ")",
                    "call transactionTimeout(Duration.ofMillis(" + maxMillis
                            + ")) or less, or raise the broker's setting"));
        } else {
            context.ok("the broker allows transactions of " + maxMillis + " ms");
        }
    }

    private void checkLedger(@Nullable Long retentionMinutes) {
        if (retentionMinutes == null) {
            return;
        }
        if (retentionMinutes < RETENTION_MINUTES_MIN) {
            context.warning(
                    "kafka-ledger-retention",
                    stage + ": the broker keeps the ledger's entries for " + retentionMinutes + " minutes ("
                            + OFFSETS_RETENTION + ")",
                    "output that is decided and not confirmed when the job has been down for longer is in doubt",
                    "raise it above the longest time that the job may be down, such as 10080 (7 days)");
        } else {
            context.ok("the ledger's entries are kept for " + retentionMinutes + " minutes without a commit");
        }
    }

    private void checkReplication(TopicDescription topic, @Nullable Long minInSync) {
        int replicationFactor = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        if (replicationFactor == 1) {
            context.warning(
                    "kafka-replication",
                    stage + ": topic " + topic.name() + " has a replication factor of 1",
                    "a broker that loses power can lose output that it has acknowledged",
                    "use three replicas and min.insync.replicas=2");
        }
        if (minInSync == null) {
            return;
        }
        if (minInSync > replicationFactor) {
            context.problem(WeirException.user(
                    "kafka-min-insync",
                    stage + " could never write topic " + topic.name(),
                    "its min.insync.replicas is " + minInSync + " and its replication factor " + replicationFactor,
                    "lower min.insync.replicas of the topic, or add replicas"));
        } else if (minInSync == 1 && replicationFactor > 1) {
            context.warning(
                    "kafka-replication",
                    stage + ": topic " + topic.name() + " has min.insync.replicas=1",
                    "output that one broker has acknowledged alone can be lost with it",
                    "set min.insync.replicas=2");
        }
    }

    private void checkSizes(@Nullable Long maxBytes) {
        long requestBytes = RecordSizes.requestBytesMax(settings, stage);
        if (maxBytes != null && requestBytes > maxBytes) {
            context.problem(WeirException.user(
                    "kafka-record-too-large",
                    stage + " may send records of up to " + requestBytes + " bytes (max.request.size)",
                    "topic " + settings.topic() + " takes at most " + maxBytes + " bytes (max.message.bytes)",
                    "call property(\"max.request.size\", \"" + maxBytes
                            + "\") or less, or raise max.message.bytes of the topic"));
        } else if (maxBytes != null) {
            context.ok("topic " + settings.topic() + " takes every record that may be sent, at most " + requestBytes
                    + " bytes; its readers must set isolation.level=read_committed");
        }
    }

    private ConfigResource topicResource() {
        return new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
    }
}
