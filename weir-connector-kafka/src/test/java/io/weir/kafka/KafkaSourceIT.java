package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The source: where it starts, where it stops, what it passes over, and what it refuses. */
class KafkaSourceIT {

    private static Cluster cluster;

    @BeforeAll
    static void startBroker() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    private static KafkaSource<String> sourceOf(String topic) {
        return KafkaSource.strings(topic).bootstrapServers(cluster.servers());
    }

    @Test
    void readsEachPartitionInOrderFromItsBeginning() throws Exception {
        String topic = cluster.topic(2);
        cluster.produce(topic, 0, "a0", "a1", "a2");
        cluster.produce(topic, 1, "b0", "b1");
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic)).startAfresh()) {
            drive.read(5);
            cluster.produce(topic, 0, "a3");
            drive.read(6);
            assertThat(drive.bySplit())
                    .isEqualTo(
                            Map.of(topic + "-0", List.of("a0", "a1", "a2", "a3"), topic + "-1", List.of("b0", "b1")));
        }
    }

    @Test
    void aPausedPartitionIsNotReadUntilItIsResumed() throws Exception {
        String topic = cluster.topic(2);
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic)).startAfresh()) {
            String first = topic + "-0";
            drive.reader().pauseOrResumeSplits(List.of(first), List.of());
            // The fetches that were under way have come back when so many others have.
            for (int i = 0; i < 5; i++) {
                cluster.produce(topic, 1, "marker" + i);
                drive.read(i + 1);
            }
            cluster.produce(topic, 0, "a0", "a1");
            cluster.produce(topic, 1, "b0", "b1", "b2");
            assertThat(drive.read(8)).endsWith("b0", "b1", "b2");
            assertThat(drive.snapshot(1)).as("it belongs to the snapshot").hasSize(2);

            drive.reader().pauseOrResumeSplits(List.of(), List.of(first));
            assertThat(drive.read(10)).endsWith("a0", "a1");
        }
    }

    @Test
    void tellsWhichPartitionsAreAtTheirEnd() throws Exception {
        String topic = cluster.topic(2);
        cluster.produce(topic, 0, "a");
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic).bounded()).startAfresh()) {
            drive.noMoreSplits();
            drive.readToEnd();
            assertThat(drive.released()).containsExactlyInAnyOrder(topic + "-0", topic + "-1");
            try (ReaderDrive restored = new ReaderDrive(sourceOf(topic).bounded()).restore(drive.snapshot(1))) {
                restored.noMoreSplits();
                restored.readToEnd();
                assertThat(restored.released()).containsExactlyInAnyOrder(topic + "-0", topic + "-1");
            }
        }
    }

    @Test
    void readsSeveralTopics() throws Exception {
        String one = cluster.topic(1);
        String other = cluster.topic(1);
        cluster.produce(one, 0, "a");
        cluster.produce(other, 0, "b");
        try (ReaderDrive drive = new ReaderDrive(sourceOf(one).andTopics(other).bounded()).startAfresh()) {
            drive.noMoreSplits();
            assertThat(drive.readToEnd()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void continuesBehindTheLastRecordOfTheSnapshot() throws Exception {
        String topic = cluster.topic(1);
        cluster.produce(topic, 0, "a", "b", "c", "d");
        List<KafkaSplit> checkpoint;
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic)).startAfresh()) {
            drive.read(2);
            checkpoint = drive.snapshot(1).stream()
                    .map(KafkaSourceIT::throughItsSerde)
                    .toList();
            drive.read(4);
        }
        assertThat(checkpoint).extracting(KafkaSplit::nextOffset).containsExactly(2L);
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic).startFrom(StartFrom.latest())).restore(checkpoint)) {
            assertThat(drive.read(2)).containsExactly("c", "d");
        }
    }

    @Test
    void startsWhereTheUserSays() throws Exception {
        String topic = cluster.topic(1);
        cluster.produce(topic, 0, "a", "b", "c");
        KafkaSource<String> source = sourceOf(topic);
        TopicPartition partition = new TopicPartition(topic, 0);
        assertThat(startOffset(source)).isZero();
        assertThat(startOffset(source.startFrom(StartFrom.latest()))).isEqualTo(3);
        assertThat(startOffset(source.startFrom(StartFrom.timestamp(1)))).isZero();
        assertThat(startOffset(source.startFrom(StartFrom.timestamp(System.currentTimeMillis() + 3_600_000))))
                .isEqualTo(3);
        assertThat(startOffset(source.startFrom(StartFrom.offsets(Map.of(partition, 2L)))))
                .isEqualTo(2);
        assertThatThrownBy(() ->
                        startOffset(source.startFrom(StartFrom.offsets(Map.of(new TopicPartition(topic, 5), 2L)))))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("partition 5 of topic " + topic);
    }

    private static long startOffset(KafkaSource<String> source) throws Exception {
        try (ReaderDrive drive = new ReaderDrive(source).startAfresh()) {
            return drive.splits().get(0).nextOffset();
        }
    }

    @Test
    void readsOnlyWhatIsCommitted() throws Exception {
        String topic = cluster.topic(1);
        try (KafkaProducer<byte[], byte[]> rolledBack = cluster.openTransaction("rolled-back", topic, "never")) {
            rolledBack.abortTransaction();
        }
        try (KafkaProducer<byte[], byte[]> committed = cluster.openTransaction("committed", topic, "a")) {
            committed.commitTransaction();
        }
        try (KafkaProducer<byte[], byte[]> open = cluster.openTransaction("open", topic, "b");
                ReaderDrive drive = new ReaderDrive(sourceOf(topic)).startAfresh()) {
            assertThat(drive.read(1)).containsExactly("a");
            open.commitTransaction();
            assertThat(drive.read(2)).containsExactly("a", "b");
        }
    }

    @Test
    void aBoundedSourceEndsAtTheLastCommittedRecordOfItsStart() throws Exception {
        String topic = cluster.topic(3);
        cluster.produce(topic, 0, "a", "b");
        cluster.produce(topic, 1, "c");
        // The last offsets of partition 0 are those of a rolled back record and its marker: no record will ever say
        // that the end is reached.
        try (KafkaProducer<byte[], byte[]> rolledBack = cluster.openTransaction("rolled-back-at-end", topic, "never")) {
            rolledBack.abortTransaction();
        }
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic).bounded()).startAfresh()) {
            drive.noMoreSplits();
            cluster.produce(topic, 1, "too late");
            cluster.addPartitions(topic, 4);
            assertThat(drive.discover().splits()).hasSize(3);
            assertThat(drive.readToEnd()).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(drive.snapshot(1)).allMatch(KafkaSplit::atEnd);

            try (ReaderDrive restored = new ReaderDrive(sourceOf(topic).bounded()).restore(drive.snapshot(2))) {
                restored.noMoreSplits();
                assertThat(restored.readToEnd()).isEmpty();
            }
        }
    }

    @Test
    void aTopicThatComesLaterToABoundedSourceIsToldAndNotLeftOut() throws Exception {
        String topic = cluster.topic(1);
        String later = cluster.topic(1);
        List<KafkaSplit> checkpoint;
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic).bounded()).startAfresh()) {
            checkpoint = drive.snapshot(1);
        }
        try (ReaderDrive drive =
                new ReaderDrive(sourceOf(topic).andTopics(later).bounded())) {
            assertThatThrownBy(() -> drive.restore(checkpoint))
                    .hasMessageContaining("kafka-topic-added")
                    .hasMessageContaining(later);
        }
    }

    @Test
    void aSourceThatBecomesBoundedIsTold() throws Exception {
        String topic = cluster.topic(1);
        List<KafkaSplit> checkpoint;
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic)).startAfresh()) {
            checkpoint = drive.snapshot(1);
        }
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic).bounded())) {
            assertThatThrownBy(() -> drive.restore(checkpoint)).hasMessageContaining("kafka-boundedness");
        }
    }

    @Test
    void aBoundedReaderWithoutSplitsIsAtItsEnd() {
        String topic = cluster.topic(1);
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic).bounded())) {
            drive.noMoreSplits();
            assertThat(drive.readToEnd()).isEmpty();
        }
    }

    @Test
    void readsManyRecordsInSmallPortionsWithoutLosingOne() throws Exception {
        String topic = cluster.topic(3);
        String[] values = IntStream.range(0, 2_000).mapToObj(Integer::toString).toArray(String[]::new);
        for (int partition = 0; partition < 3; partition++) {
            cluster.produce(topic, partition, values);
        }
        KafkaSource<String> source =
                sourceOf(topic).property("max.poll.records", "100").bounded();
        try (ReaderDrive drive = new ReaderDrive(source).startAfresh()) {
            drive.noMoreSplits();
            drive.readToEnd();
            assertThat(drive.bySplit())
                    .hasSize(3)
                    .allSatisfy((split, read) -> assertThat(read).containsExactly(values));
        }
    }

    @Test
    void aNewPartitionIsReadFromItsBeginning() throws Exception {
        String topic = cluster.topic(1);
        KafkaSource<String> source =
                sourceOf(topic).startFrom(StartFrom.latest()).discoveryInterval(Duration.ofSeconds(1));
        cluster.produce(topic, 0, "before the start");
        try (ReaderDrive drive = new ReaderDrive(source).startAfresh()) {
            assertThat(drive.enumerator().discoveryInterval()).contains(Duration.ofSeconds(1));
            cluster.addPartitions(topic, 2);
            Cluster.awaitTrue(
                    "partition 1 is found", () -> drive.discover().splits().size() == 2);
            cluster.produce(topic, 1, "new");
            assertThat(drive.read(1)).containsExactly("new");
            assertThat(drive.discover().splits()).hasSize(2);
        }
        // One that came while the job was down, too.
        try (ReaderDrive drive = new ReaderDrive(source)) {
            drive.restore(List.of(new KafkaSplit(topic, topicId(topic), 0, 1, KafkaSplit.NO_EPOCH, KafkaSplit.NEVER)));
            assertThat(drive.read(1)).containsExactly("new");
        }
    }

    @Test
    void aPositionThatTheBrokerDeletedStopsTheJob() throws Exception {
        String topic = cluster.topic(1);
        cluster.produce(topic, 0, "a", "b", "c", "d");
        List<KafkaSplit> checkpoint;
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic)).startAfresh()) {
            drive.read(1);
            checkpoint = drive.snapshot(1);
        }
        cluster.deleteRecords(topic, 0, 3);
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic)).restore(checkpoint)) {
            assertStopped(
                    drive.readUntilFailure(),
                    "kafka-position-lost",
                    "topic=" + topic + ", partition=0, offset=1",
                    "up to offset 3");
            assertThat(drive.values()).isEmpty();
        }
    }

    @Test
    void aPositionBehindTheEndStopsTheJob() throws Exception {
        String topic = cluster.topic(1);
        cluster.produce(topic, 0, "a", "b");
        KafkaSplit beyond = new KafkaSplit(topic, topicId(topic), 0, 9, KafkaSplit.NO_EPOCH, KafkaSplit.NEVER);
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic)).restore(List.of(beyond))) {
            assertStopped(
                    drive.readUntilFailure(),
                    "kafka-position-lost",
                    "topic=" + topic + ", partition=0, offset=9",
                    "ends at offset 2");
        }
    }

    @Test
    void aTopicThatWasMadeAgainStopsTheJob() throws Exception {
        String topic = cluster.topic(1);
        cluster.produce(topic, 0, "a", "b");
        List<KafkaSplit> checkpoint;
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic)).startAfresh()) {
            drive.read(1);
            checkpoint = drive.snapshot(1);
            cluster.deleteTopic(topic);
            assertStopped(failureOf(drive), "kafka-topic-deleted", "topic=" + topic + ", partition=0");

            cluster.createTopic(topic, 1);
            cluster.produce(topic, 0, "x", "y", "z");
            assertStopped(failureOf(drive), "kafka-topic-recreated", "topic=" + topic + ", partition=0", "topic id");
        }
        try (ReaderDrive drive = new ReaderDrive(sourceOf(topic))) {
            assertThatThrownBy(() -> drive.restore(checkpoint))
                    .isInstanceOf(WeirException.class)
                    .hasMessageContaining("topic=" + topic + ", partition=0, offset=1")
                    .hasMessageContaining("kafka-topic-recreated");
        }
    }

    private static Throwable failureOf(ReaderDrive drive) {
        try {
            drive.discover();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("found nothing wrong");
    }

    @Test
    void aRecordThatCannotBeDecodedIsHandedOverWithItsPlace() throws Exception {
        String topic = cluster.topic(1);
        cluster.produce(topic, 0, "1", "x", "skip", "2");
        KafkaSource<String> numbers = KafkaSource.of(topic, record -> {
                    String text = Cluster.text(record.value());
                    return text.equals("skip") ? null : Integer.toString(Integer.parseInt(text));
                })
                .bootstrapServers(cluster.servers());
        try (ReaderDrive drive = new ReaderDrive(numbers).startAfresh()) {
            assertThat(drive.read(2)).containsExactly("1", "2");
            assertThat(drive.rejected()).hasSize(1);
            assertThat(drive.rejected().get(0).origin()).isEqualTo("topic=" + topic + ", partition=0, offset=1");
            assertThat(drive.rejected().get(0).value()).asString().isEqualTo("x");
            assertThat(drive.rejected().get(0).reason()).contains("For input string");
            assertThat(drive.snapshot(1)).extracting(KafkaSplit::nextOffset).containsExactly(4L);
        }
    }

    @Test
    void aConsumerGroupShowsWhatIsCommittedAndIsNeverRead() throws Exception {
        String topic = cluster.topic(1);
        cluster.produce(topic, 0, "a", "b", "c");
        KafkaSource<String> source = sourceOf(topic).groupId("watched");
        try (ReaderDrive drive = new ReaderDrive(source).startAfresh()) {
            drive.read(2);
            drive.snapshot(1);
            drive.reader().checkpointCommitted(1);
            drive.task().await("the group shows offset 2", () -> shown("watched", topic) == 2);
            drive.read(3);
            drive.snapshot(2);
            drive.reader().checkpointCommitted(2);
        }
        assertThat(shown("watched", topic)).as("after closing").isEqualTo(3);
        try (ReaderDrive drive = new ReaderDrive(source).startAfresh()) {
            assertThat(drive.read(3)).containsExactly("a", "b", "c");
        }
    }

    private static long shown(String group, String topic) {
        try {
            OffsetAndMetadata offset = cluster.admin()
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0));
            return offset == null ? -1 : offset.offset();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aReaderThatWaitsClosesAtOnce() throws Exception {
        String topic = cluster.topic(1);
        ReaderDrive drive = new ReaderDrive(sourceOf(topic)).startAfresh();
        drive.task().await("it waits", () -> true);
        long beganNanos = System.nanoTime();
        drive.close();
        assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(Duration.ofSeconds(5));
    }

    private static void assertStopped(Throwable failure, String code, String... words) {
        assertThat(failure).isInstanceOf(WeirException.class).hasMessageContainingAll(words);
        assertThat(((WeirException) failure).code()).isEqualTo(code);
        assertThat(((WeirException) failure).kind()).isEqualTo(ErrorKind.USER);
    }

    private static Uuid topicId(String topic) throws Exception {
        return cluster.admin()
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .topicId();
    }

    private static KafkaSplit throughItsSerde(KafkaSplit split) {
        ByteWriter out = new ByteWriter();
        new KafkaSplitSerde().write(split, out);
        ByteReader in = new ByteReader(out.toByteArray());
        KafkaSplit read = new KafkaSplitSerde().read(in);
        in.expectEnd();
        return read;
    }
}
