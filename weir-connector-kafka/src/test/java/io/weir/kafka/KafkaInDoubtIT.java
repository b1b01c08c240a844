package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitOutcome.Status;
import io.weir.sink.CommitRequest;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person's verdict about output in doubt does to the ledger. */
class KafkaInDoubtIT {

    private static Cluster cluster;

    @BeforeAll
    static void startBroker() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    private static KafkaSink<String> sinkTo(String topic) {
        return KafkaSink.strings(topic).bootstrapServers(cluster.servers());
    }

    @Test
    void afterOutputWasFoundCommittedTheNextOutputIsNotInDoubt() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.commit(crashed.prepareAndDecide(1));
        crashed.write("b");
        crashed.commit(crashed.prepareAndDecide(2));
        crashed.close();
        job.deleteLedger(cluster, topic, 0);

        List<CommitRequest<KafkaCommittable>> pending = job.pending();
        try (SinkAttempt settling = job.startUnrecovered(1)) {
            settling.committer().recover(2, pending);
            assertThat(settling.committer().doubt(pending.get(0)).orElseThrow()).contains("1 in partition 0");
            settling.committer().settled(pending);
            assertThat(job.ledger(cluster, topic, 0))
                    .as("both at once: a crash now must not make the second look uncommitted")
                    .isEqualTo(2);
        }
        SinkAttempt next = job.start(1);
        assertThat(next.recovered()).containsExactly(Status.ALREADY_COMMITTED, Status.ALREADY_COMMITTED);
        next.write("c");
        next.prepareAndDecide(3);
        next.close();

        try (SinkAttempt last = job.start(1)) {
            assertThat(last.recovered()).containsExactly(Status.COMMITTED);
            cluster.awaitVisible(topic, "a", "b", "c");
        }
    }

    @Test
    void aSubtaskThatWasFoundCommittedSaysNothingAboutItsNeighbour() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(2);
        crashed.writeTo(0, "a");
        crashed.writeTo(1, "b");
        crashed.commit(crashed.prepareAndDecide(1).subList(0, 1));
        crashed.close();
        job.deleteLedger(cluster, topic, 0);
        job.deleteLedger(cluster, topic, 1);

        List<CommitRequest<KafkaCommittable>> pending = job.pending();
        try (SinkAttempt settling = job.startUnrecovered(2)) {
            settling.committer().recover(1, pending);
            settling.committer().settled(pending.subList(0, 1));
            assertThat(settling.committer().commit(pending.get(0))).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
            assertThat(settling.committer().commit(pending.get(1)).status()).isEqualTo(Status.IN_DOUBT);
            assertThat(settling.committer().commitAgain(pending.get(1))).isEqualTo(CommitOutcome.COMMITTED);
        }
        cluster.awaitVisible(topic, "a", "b");
    }

    /** Kafka's client leaves such an entry out of its answer, as if there were none. */
    @Test
    void anEntryThatAnOpenTransactionHoldsBackIsNotOneThatIsGone() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.commit(crashed.prepareAndDecide(1));
        crashed.write("b");
        crashed.prepareAndDecide(2);

        Map<String, Object> settings =
                Map.of("bootstrap.servers", cluster.servers(), "transactional.id", "hanging-" + topic);
        try (KafkaProducer<byte[], byte[]> hanging =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            hanging.initTransactions();
            hanging.beginTransaction();
            hanging.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(2)),
                    groupMetadata(job.ids().ledgerGroup(0)));

            List<CommitRequest<KafkaCommittable>> pending = job.pending();
            try (SinkAttempt blocked = job.startUnrecovered(1)) {
                assertThatThrownBy(() -> blocked.committer().recover(2, pending))
                        .isInstanceOfSatisfying(WeirException.class, e -> {
                            assertThat(e.code()).isEqualTo("kafka-ledger-unstable");
                            assertThat(e.kind().restartable()).isTrue();
                        });
            }
            hanging.abortTransaction();
        }
        crashed.close();

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.ALREADY_COMMITTED, Status.COMMITTED);
            cluster.awaitVisible(topic, "a", "b");
        }
    }

    private static ConsumerGroupMetadata groupMetadata(String group) {
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.servers(), "group.id", group);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }
}
