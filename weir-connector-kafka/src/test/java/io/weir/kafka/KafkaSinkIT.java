package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.sink.CommitRequest;
import io.weir.sink.RefusedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sink while nothing goes wrong, and when a broker refuses a record. */
class KafkaSinkIT {

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
    void outputIsInvisibleUntilItIsCommitted() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("a", "b");
            List<CommitRequest<KafkaCommittable>> sealed = attempt.prepareAndDecide(1);
            assertThat(cluster.visibleValues(topic)).isEmpty();

            attempt.commit(sealed);
            cluster.awaitVisible(topic, "a", "b");
        }
    }

    @Test
    void laterRecordsFlowWhileEarlierTransactionsWaitForTheirCommit() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("a");
            List<CommitRequest<KafkaCommittable>> first = attempt.prepareAndDecide(1);
            attempt.write("b");
            List<CommitRequest<KafkaCommittable>> second = attempt.prepareAndDecide(2);
            attempt.write("c");
            assertThat(transactionalId(first)).isNotEqualTo(transactionalId(second));

            attempt.commit(first);
            attempt.commit(second);
            cluster.awaitVisible(topic, "a", "b");
            attempt.commit(attempt.prepareAndDecide(3));
            cluster.awaitVisible(topic, "a", "b", "c");
        }
    }

    @Test
    void twoProducersRotate() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic).transactionsMax(2));
        List<String> ids = new ArrayList<>();
        try (SinkAttempt attempt = job.start(1)) {
            for (int checkpoint = 1; checkpoint <= 6; checkpoint++) {
                attempt.write("v" + checkpoint);
                List<CommitRequest<KafkaCommittable>> sealed = attempt.prepareAndDecide(checkpoint);
                ids.add(transactionalId(sealed));
                attempt.commit(sealed);
            }
            cluster.awaitVisible(topic, "v1", "v2", "v3", "v4", "v5", "v6");
        }
        assertThat(ids)
                .containsOnly(job.ids().of(0, 0), job.ids().of(0, 1))
                .contains(job.ids().of(0, 1));
    }

    @Test
    void holdsItsInputBackWhileEveryTransactionWaitsForItsCommit() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic).transactionsMax(2));
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("a");
            List<CommitRequest<KafkaCommittable>> first = attempt.prepareAndDecide(1);
            attempt.write("b");
            List<CommitRequest<KafkaCommittable>> second = attempt.prepareAndDecide(2);
            assertThat(attempt.writer(0).ready()).isFalse();
            // A batch may still come: it waits, and even its barrier can be sealed once a producer is free.
            attempt.writer(0).write("late", 1_000);
            SinkAttempt.Answer third = new SinkAttempt.Answer();
            attempt.writer(0).prepareCommit(3, third);
            attempt.writer(0).write("later", 1_000);
            assertThat(third.given()).isFalse();

            attempt.commit(first);
            attempt.awaitSealed(0, 3, third);
            attempt.commit(second);
            attempt.commit(
                    List.of(new CommitRequest<>(3, 0, third.committables().get(0), false)));
            attempt.task(0).await("ready again", () -> attempt.writer(0).ready());
            attempt.commit(attempt.prepareAndDecide(4));
            cluster.awaitVisible(topic, "a", "b", "late", "later");
        }
    }

    @Test
    void recordsThatComeBeforeTheFirstProducerAreKept() throws Exception {
        String topic = cluster.topic(2);
        SinkJob job = new SinkJob(sinkTo(topic));
        try (SinkAttempt attempt = job.start(1)) {
            assertThat(attempt.writer(0).ready()).isFalse();
            attempt.writer(0).write("a", 1_000);
            attempt.writer(0).write("b", 1_000);
            attempt.commit(attempt.prepareAndDecide(1));
            cluster.awaitVisible(topic, "a", "b");
        }
    }

    @Test
    void anIntervalWithoutRecordsOpensNoTransaction() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        try (SinkAttempt attempt = job.start(2)) {
            attempt.task(0).await("ready", () -> attempt.writer(0).ready());
            for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
                assertThat(attempt.prepare(checkpoint)).isEmpty();
            }
            assertThat(cluster.openTransactionIds()).noneMatch(job.ids()::owns);

            attempt.writeTo(0, "a");
            List<CommitRequest<KafkaCommittable>> sealed = attempt.prepareAndDecide(4);
            assertThat(sealed).hasSize(1);
            assertThat(cluster.openTransactionIds()).containsOnlyOnce(transactionalId(sealed));
            attempt.commit(sealed);
            assertThat(attempt.prepare(5)).isEmpty();
            assertThat(cluster.openTransactionIds()).noneMatch(job.ids()::owns);
        }
    }

    @Test
    void recordsOfOneKeyStayInOrderInOnePartition() throws Exception {
        String topic = cluster.topic(4);
        SinkJob job = new SinkJob(sinkTo(topic).key(value -> value.substring(0, 1)));
        List<String> values = IntStream.range(0, 400)
                .mapToObj(i -> (char) ('a' + i % 8) + "-" + i)
                .toList();
        try (SinkAttempt attempt = job.start(1)) {
            for (int i = 0; i < values.size(); i++) {
                attempt.write(values.get(i));
                if (i % 50 == 49) {
                    attempt.checkpoint(1 + i / 50);
                }
            }
            Cluster.awaitTrue("all are visible", () -> cluster.visible(topic).size() == values.size());
        }
        List<ConsumerRecord<byte[], byte[]>> records = cluster.visible(topic);
        for (String key : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            List<ConsumerRecord<byte[], byte[]>> ofKey = records.stream()
                    .filter(record -> Cluster.text(record.key()).equals(key))
                    .toList();
            assertThat(ofKey)
                    .extracting(ConsumerRecord::partition)
                    .containsOnly(Murmur2.partition(key.getBytes(StandardCharsets.UTF_8), 4));
            assertThat(ofKey)
                    .extracting(record -> Cluster.text(record.value()))
                    .isEqualTo(values.stream()
                            .filter(value -> value.startsWith(key))
                            .toList());
        }
    }

    @Test
    void recordsBehindABarrierNeverGetAheadOfThoseBeforeItThatAreStillBeingSent() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic).property("batch.size", "4096").property("buffer.memory", "100000"));
        List<String> values = IntStream.range(0, 25_000)
                .mapToObj(i -> String.format("%08d-%0100d", i, 0))
                .toList();
        try (SinkAttempt attempt = job.start(1)) {
            // Both producers are open before it begins: the second could not get ahead if it had to be opened first.
            for (int checkpoint = 1; checkpoint <= 4; checkpoint++) {
                attempt.write(values.get(checkpoint - 1));
                attempt.checkpoint(checkpoint);
            }
            SinkAttempt.Answer before = new SinkAttempt.Answer();
            SinkAttempt.Answer after = new SinkAttempt.Answer();
            cluster.awaitVisible(topic, values.subList(0, 4).toArray(String[]::new));
            assertThat(attempt.writer(0).ready()).isTrue();
            // Far more than may be unacknowledged at once: most of it still waits at the barrier.
            values.subList(4, 20_000).forEach(value -> attempt.writer(0).write(value, 1_000));
            attempt.writer(0).prepareCommit(5, before);
            values.subList(20_000, values.size()).forEach(attempt::write);
            attempt.task(0).await("checkpoint 5 is sealed", before::given);
            attempt.writer(0).prepareCommit(6, after);
            attempt.task(0).await("checkpoint 6 is sealed", after::given);
            attempt.commit(List.of(
                    new CommitRequest<>(5, 0, before.committables().get(0), false),
                    new CommitRequest<>(6, 0, after.committables().get(0), false)));
        }
        Cluster.awaitTrue("all are visible", () -> cluster.visible(topic).size() == values.size());
        assertThat(cluster.visibleValues(topic)).isSorted();
    }

    @Test
    void writesKeysHeadersTimestampsTombstonesAndChosenPartitions() throws Exception {
        String topic = cluster.topic(3);
        RecordEncoder<String> encoder = new RecordEncoder<>() {
            @Override
            public byte[] value(String value) {
                return null;
            }

            @Override
            public byte[] key(String value) {
                return value.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public List<Header> headers(String value) {
                return List.of(new RecordHeader("h", new byte[] {1}));
            }

            @Override
            public int partition(String value, int partitionCount) {
                return partitionCount - 1;
            }
        };
        SinkJob job = new SinkJob(KafkaSink.of(topic, encoder).bootstrapServers(cluster.servers()));
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("k");
            attempt.checkpoint(1);
            Cluster.awaitTrue("visible", () -> cluster.visible(topic).size() == 1);
        }
        ConsumerRecord<byte[], byte[]> record = cluster.visible(topic).get(0);
        assertThat(record.key()).asString().isEqualTo("k");
        assertThat(record.value()).isNull();
        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.timestamp()).isEqualTo(1_000);
        assertThat(record.headers().lastHeader("h").value()).containsExactly(1);
    }

    @Test
    void manyLargeRecordsAreHeldBackInsteadOfBlockingTheTask() throws Exception {
        String topic = cluster.topic(2);
        KafkaSink<String> sink =
                sinkTo(topic).property("buffer.memory", "2000000").property("batch.size", "100000");
        SinkJob job = new SinkJob(sink);
        String large = "x".repeat(90_000);
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("first");
            // As many as an engine's batch, whatever ready() says.
            long beganNanos = System.nanoTime();
            for (int i = 0; i < 300; i++) {
                attempt.writer(0).write(large, 1_000);
            }
            assertThat(System.nanoTime() - beganNanos)
                    .as("nanoseconds on the task")
                    .isLessThan(2_000_000_000L);
            attempt.write("last");
            attempt.checkpoint(1);
            Cluster.awaitTrue("all are visible", () -> cluster.visible(topic).size() == 302);
        }
    }

    @Test
    void aRecordThatIsTooLargeOrCannotBeEncodedIsRefusedAndTheTransactionGoesOn() throws Exception {
        String topic = cluster.topic(1);
        RecordEncoder<String> encoder = value -> {
            if (value.equals("odd")) {
                throw new IllegalStateException("no bytes for " + value);
            }
            return value.getBytes(StandardCharsets.UTF_8);
        };
        SinkJob job = new SinkJob(
                KafkaSink.of(topic, encoder).bootstrapServers(cluster.servers()).property("max.request.size", "1000"));
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("before");
            assertThatThrownBy(() -> attempt.write("x".repeat(950)))
                    .isInstanceOf(RefusedRecordException.class)
                    .hasMessageContaining("max.request.size is 1000");
            assertThatThrownBy(() -> attempt.write("odd"))
                    .isInstanceOf(RefusedRecordException.class)
                    .hasMessageContaining("no bytes for odd");
            attempt.write("x".repeat(900), "behind");
            attempt.checkpoint(1);
            cluster.awaitVisible(topic, "before", "x".repeat(900), "behind");
        }
    }

    @Test
    void aPartitionThatDoesNotExistIsRefusedInWords() throws Exception {
        String topic = cluster.topic(1);
        RecordEncoder<String> encoder = new RecordEncoder<>() {
            @Override
            public byte[] value(String value) {
                return value.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public int partition(String value, int partitionCount) {
                return 7;
            }
        };
        SinkJob job = new SinkJob(KafkaSink.of(topic, encoder).bootstrapServers(cluster.servers()));
        try (SinkAttempt attempt = job.start(1)) {
            assertThatThrownBy(() -> attempt.write("a"))
                    .isInstanceOf(WeirException.class)
                    .hasMessageContaining("chose partition 7")
                    .hasMessageContaining("partitions 0 to 0");
        }
    }

    @Test
    void closingGivesUpWhatIsOpenAndLeavesWhatIsSealedToItsCommitter() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("sealed");
            List<CommitRequest<KafkaCommittable>> sealed = attempt.prepareAndDecide(1);
            attempt.write("open");
            attempt.writer(0).close();
            Cluster.awaitTrue(
                    "only the sealed one is open",
                    () -> cluster.openTransactionIds().stream()
                            .filter(job.ids()::owns)
                            .toList()
                            .equals(List.of(transactionalId(sealed))));

            attempt.commit(sealed);
            cluster.awaitVisible(topic, "sealed");
        }
    }

    private static String transactionalId(List<CommitRequest<KafkaCommittable>> requests) {
        return requests.get(0).committable().transactionalId();
    }
}
