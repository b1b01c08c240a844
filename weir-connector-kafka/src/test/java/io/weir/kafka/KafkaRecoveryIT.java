package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitOutcome.Status;
import io.weir.sink.CommitRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of output when an attempt ends at any step, and of attempts that do not know that they have ended. */
class KafkaRecoveryIT {

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
    void whatWasNotDecidedIsRolledBack() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("undecided");
        crashed.prepare(1);
        crashed.write("open");

        try (SinkAttempt next = job.start(1)) {
            assertThat(cluster.openTransactionIds()).noneMatch(job.ids()::owns);
            next.write("again");
            next.checkpoint(2);
            cluster.awaitVisible(topic, "again");
        }
        crashed.close();
    }

    @Test
    void whatWasDecidedAndNotCommittedIsWrittenAgainOnce() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a", "b");
        crashed.prepareAndDecide(1);
        crashed.write("after the barrier");

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.COMMITTED);
            cluster.awaitVisible(topic, "a", "b");
        }
        try (SinkAttempt later = job.start(1)) {
            assertThat(later.recovered()).isEmpty();
            cluster.awaitVisible(topic, "a", "b");
        }
        crashed.close();
    }

    @Test
    void whatWasCommittedAndNotConfirmedIsNotWrittenAgain() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.commit(crashed.prepareAndDecide(1));

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.ALREADY_COMMITTED);
            cluster.awaitVisible(topic, "a");
        }
        crashed.close();
    }

    @Test
    void aRecoveryThatCrashedAfterItsCommitDoesNotCommitTwice() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.prepareAndDecide(1);

        List<CommitRequest<KafkaCommittable>> pending = job.pending();
        SinkAttempt recovering = job.startUnrecovered(1);
        recovering.committer().recover(1, pending);
        assertThat(recovering.committer().commit(pending.get(0))).isEqualTo(CommitOutcome.COMMITTED);
        assertThat(recovering.committer().commit(pending.get(0))).isEqualTo(CommitOutcome.ALREADY_COMMITTED);

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.ALREADY_COMMITTED);
            cluster.awaitVisible(topic, "a");
        }
        crashed.close();
        recovering.close();
    }

    @Test
    void aZombieCanNeitherCommitNorShowAnything() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt zombie = job.start(1);
        zombie.write("zombie decided");
        List<CommitRequest<KafkaCommittable>> decided = zombie.prepareAndDecide(1);
        zombie.write("zombie open");

        try (SinkAttempt next = job.start(1)) {
            assertThatThrownBy(() -> zombie.committer().commit(decided.get(0)))
                    .isInstanceOf(WeirException.class)
                    .hasMessageContaining("kafka-transaction-lost");
            assertThat(zombie.prepareAndFail(2)).isInstanceOf(WeirException.class);
            next.write("new");
            next.checkpoint(3);
            cluster.awaitVisible(topic, "zombie decided", "new");
        }
        zombie.close();
    }

    @Test
    void aZombieRecoveryCanNeitherWriteAgainNorSetTheLedgerBack() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.prepareAndDecide(1);
        crashed.write("b");
        crashed.prepareAndDecide(2);
        List<CommitRequest<KafkaCommittable>> pending = job.pending();
        SinkAttempt zombie = job.startUnrecovered(1);
        zombie.committer().recover(2, pending);
        assertThat(zombie.committer().commit(pending.get(0))).isEqualTo(CommitOutcome.COMMITTED);

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.ALREADY_COMMITTED, Status.COMMITTED);
            next.write("c");
            next.checkpoint(3);
            // The zombie goes on with what it knew: that checkpoint 2 is not committed.
            assertThatThrownBy(() -> zombie.committer().commit(pending.get(1)))
                    .isInstanceOf(WeirException.class)
                    .hasMessageContaining("kafka-fenced");
            cluster.awaitVisible(topic, "a", "b", "c");
            assertThat(job.ledger(cluster, topic, 0)).isEqualTo(3);
        }
        crashed.close();
        zombie.close();
    }

    /** Kafka's client leaves an entry that is pending out of its answer, and says null where there is none. */
    @Test
    @SuppressWarnings("removal")
    void aLedgerInWhichAZombieHasAnEntryOpenIsNotTakenForOneThatIsGone() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.prepareAndDecide(1);

        List<CommitRequest<KafkaCommittable>> pending = job.pending();
        SinkAttempt overtaken = job.startUnrecovered(1);
        overtaken.committer().recover(1, pending);
        Producer<byte[], byte[]> zombie = cluster.openTransaction(job.ids().of(0, 0), topic, "zombie");
        zombie.sendOffsetsToTransaction(
                new Ledger(job.ids(), topic).entry(2, 1),
                new ConsumerGroupMetadata(job.ids().ledgerGroup(0)));

        assertThatThrownBy(() -> overtaken.committer().commit(pending.get(0)))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("kafka-ledger-unstable");

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.COMMITTED);
            cluster.awaitVisible(topic, "a");
        }
        zombie.close(Duration.ZERO);
        crashed.close();
        overtaken.close();
    }

    @Test
    void outputStaysExactWhenTheBrokerGaveTheTransactionUp() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic).transactionTimeout(Duration.ofSeconds(2)));
        SinkAttempt crashed = job.start(1);
        crashed.write("a", "b");
        crashed.prepareAndDecide(1);
        Cluster.awaitTrue(
                "the broker gives the transaction up",
                () -> cluster.openTransactionIds().stream().noneMatch(job.ids()::owns));
        assertThat(cluster.visibleValues(topic)).isEmpty();

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.COMMITTED);
            cluster.awaitVisible(topic, "a", "b");
        }
        crashed.close();
    }

    @Test
    void aLiveTransactionThatTheBrokerGaveUpFailsTheAttemptAndIsWrittenAgainByRecovery() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic).transactionTimeout(Duration.ofSeconds(2)));
        try (SinkAttempt slow = job.start(1)) {
            slow.write("a");
            List<CommitRequest<KafkaCommittable>> decided = slow.prepareAndDecide(1);
            Cluster.awaitTrue(
                    "the broker gives the transaction up",
                    () -> cluster.openTransactionIds().stream().noneMatch(job.ids()::owns));
            assertThatThrownBy(() -> slow.committer().commit(decided.get(0)))
                    .isInstanceOf(WeirException.class)
                    .hasMessageContaining("kafka-transaction-lost");
        }
        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.COMMITTED);
            cluster.awaitVisible(topic, "a");
        }
    }

    @Test
    void aCommitWhoseOutcomeIsNotKnownIsSettledByTheLedger() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic).transactionTimeout(Duration.ofSeconds(30)));
        try (SinkAttempt cutOff = job.start(1)) {
            cutOff.write("a");
            List<CommitRequest<KafkaCommittable>> decided = cutOff.prepareAndDecide(1);
            cluster.broker().pause();
            try {
                assertThatThrownBy(() -> cutOff.committer().commit(decided.get(0)))
                        .isInstanceOf(WeirException.class)
                        .hasMessageContaining("kafka-commit-unknown");
            } finally {
                cluster.broker().resume();
            }
            assertThatThrownBy(() -> cutOff.committer().commit(decided.get(0)))
                    .as("the producer is closed for good")
                    .isInstanceOf(WeirException.class);
        }
        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).hasSize(1).isSubsetOf(Status.COMMITTED, Status.ALREADY_COMMITTED);
            cluster.awaitVisible(topic, "a");
        }
    }

    @Test
    void aBrokerThatIsKilledBetweenDecisionAndCommitLosesAndRepeatsNothing() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.prepareAndDecide(1);
        cluster.broker().kill();
        crashed.close();
        cluster.broker().restart();

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.COMMITTED);
            next.write("b");
            next.checkpoint(2);
            cluster.awaitVisible(topic, "a", "b");
        }
    }

    @Test
    void pendingOutputOfSeveralSubtasksAndCheckpointsIsWrittenAgainInOrderToItsPartitions() throws Exception {
        String topic = cluster.topic(3);
        SinkJob job = new SinkJob(sinkTo(topic).key(value -> value.substring(0, 1)));
        SinkAttempt crashed = job.start(2);
        for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
            crashed.writeTo(0, "x" + checkpoint, "y" + checkpoint);
            crashed.writeTo(1, "z" + checkpoint);
            crashed.prepareAndDecide(checkpoint);
        }
        // Only the first of them was committed, at one of the two subtasks.
        crashed.close();
        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).hasSize(6).containsOnly(Status.COMMITTED);
        }
        Cluster.awaitTrue("all are visible", () -> cluster.visible(topic).size() == 9);
        for (String key : List.of("x", "y", "z")) {
            List<ConsumerRecord<byte[], byte[]>> ofKey = cluster.visible(topic).stream()
                    .filter(record -> Cluster.text(record.key()).equals(key))
                    .toList();
            assertThat(ofKey)
                    .extracting(record -> Cluster.text(record.value()))
                    .containsExactly(key + 1, key + 2, key + 3);
            assertThat(ofKey)
                    .extracting(ConsumerRecord::partition)
                    .containsOnly(Murmur2.partition(Cluster.bytes(key), 3));
        }
    }

    @Test
    void whatIsWrittenAgainGoesToThePartitionThatWasChosenFirstAlsoIfTheTopicHasGrown() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic).key(value -> value));
        SinkAttempt crashed = job.start(1);
        crashed.write("a", "b", "c", "d", "e", "f");
        crashed.prepareAndDecide(1);
        cluster.addPartitions(topic, 4);
        crashed.close();

        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.COMMITTED);
        }
        Cluster.awaitTrue("all are visible", () -> cluster.visible(topic).size() == 6);
        assertThat(cluster.visible(topic)).extracting(ConsumerRecord::partition).containsOnly(0);
    }

    @Test
    void orphansOfALargerParallelismAreRolledBack() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(3);
        crashed.writeTo(0, "0");
        crashed.writeTo(1, "1");
        crashed.writeTo(2, "2");
        crashed.prepare(1);
        assertThat(cluster.openTransactionIds().stream().filter(job.ids()::owns))
                .hasSize(3);

        try (SinkAttempt next = job.start(1)) {
            assertThat(cluster.openTransactionIds()).noneMatch(job.ids()::owns);
            next.write("new");
            next.checkpoint(2);
            cluster.awaitVisible(topic, "new");
        }
        crashed.close();
    }

    @Test
    void transactionsOfOtherJobsWithLikeNamesAreNotTouched() throws Exception {
        String topic = cluster.topic(1);
        JobId jobId = new JobId("job", "00000000000000aa");
        SinkJob job = new SinkJob(sinkTo(topic), jobId, "out");
        List<String> others = List.of(
                "weir.job-00000000000000ab.out.0.0",
                "weir.job-00000000000000aa.out2.0.0",
                "weir.job-00000000000000aa.out.0.0.0",
                "weir.job-00000000000000aa.out.mine",
                "xweir.job-00000000000000aa.out.0.0");
        String otherTopic = cluster.topic(1);
        List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
        for (String other : others) {
            producers.add(cluster.openTransaction(other, otherTopic, other));
        }
        try (SinkAttempt attempt = job.start(2)) {
            attempt.write("a");
            attempt.checkpoint(1);
        }
        try (SinkAttempt attempt = job.start(2)) {
            assertThat(attempt.recovered()).isEmpty();
        }
        producers.forEach(KafkaProducer::commitTransaction);
        producers.forEach(KafkaProducer::close);
        Cluster.awaitTrue(
                "all others are visible",
                () -> Set.copyOf(cluster.visibleValues(otherTopic)).equals(Set.copyOf(others)));
    }

    @Test
    void aDirectoryThatLostCheckpointsIsRefused() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("a");
            attempt.checkpoint(1);
            attempt.write("b");
            attempt.checkpoint(2);
        }
        job.restoreOldCopy(1);
        assertThatThrownBy(() -> job.start(1))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("would continue from checkpoint 1")
                .hasMessageContaining("subtask=0 checkpoint=2")
                .hasMessageContaining("kafka-ledger-ahead");
    }

    @Test
    void aLedgerEntryThatIsGoneMeansInDoubtAndStaysSo() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.prepareAndDecide(1);
        crashed.close();
        job.deleteLedger(cluster, topic, 0);

        for (int i = 0; i < 2; i++) {
            try (SinkAttempt next = job.start(1)) {
                assertThat(next.recovered()).containsExactly(Status.IN_DOUBT);
                assertThat(next.recoveredOutcomes().get(0).reason()).contains("offsets.retention.minutes", topic);
            }
        }
        assertThat(cluster.visibleValues(topic)).isEmpty();
    }

    @Test
    void whatAPersonFoundNotCommittedIsWrittenWithWhatFollowsIt() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        SinkAttempt crashed = job.start(1);
        crashed.write("a");
        crashed.prepareAndDecide(1);
        crashed.write("b");
        crashed.prepareAndDecide(2);
        crashed.close();
        job.deleteLedger(cluster, topic, 0);

        List<CommitRequest<KafkaCommittable>> pending = job.pending();
        try (SinkAttempt settling = job.startUnrecovered(1)) {
            settling.committer().recover(2, pending);
            assertThat(settling.committer().commit(pending.get(0)).status()).isEqualTo(Status.IN_DOUBT);
            assertThat(settling.committer().commitAgain(pending.get(0))).isEqualTo(CommitOutcome.COMMITTED);
            assertThat(settling.committer().commitAgain(pending.get(0))).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
            // Commits are in order: what follows what was not committed cannot have been either.
            assertThat(settling.committer().commit(pending.get(1))).isEqualTo(CommitOutcome.COMMITTED);
        }
        cluster.awaitVisible(topic, "a", "b");
        assertThat(job.ledger(cluster, topic, 0)).isEqualTo(2);
    }

    @Test
    void aLedgerEntryThatIsGoneIsBegunAgainWhenNothingIsPending() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        try (SinkAttempt attempt = job.start(1)) {
            attempt.write("a");
            attempt.checkpoint(5);
        }
        job.deleteLedger(cluster, topic, 0);
        SinkAttempt crashed = job.start(2);
        assertThat(job.ledger(cluster, topic, 0)).isEqualTo(5);
        assertThat(job.ledger(cluster, topic, 1)).isEqualTo(5);
        crashed.write("b");
        crashed.prepareAndDecide(6);
        crashed.close();
        try (SinkAttempt next = job.start(1)) {
            assertThat(next.recovered()).containsExactly(Status.COMMITTED);
            cluster.awaitVisible(topic, "a", "b");
        }
    }

    @Test
    void aFirstStartBeginsTheLedgerOfEachSubtask() throws Exception {
        String topic = cluster.topic(1);
        SinkJob job = new SinkJob(sinkTo(topic));
        try (SinkAttempt attempt = job.start(3)) {
            assertThat(attempt.recovered()).isEmpty();
            assertThat(List.of(
                            job.ledger(cluster, topic, 0),
                            job.ledger(cluster, topic, 1),
                            job.ledger(cluster, topic, 2)))
                    .containsExactly(0L, 0L, 0L);
        }
    }
}
