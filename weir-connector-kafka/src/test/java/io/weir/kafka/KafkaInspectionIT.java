package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitEvidence.Status;
import io.weir.sink.CommitRequest;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.SinkInspection;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person is shown of a job at a broker, and the rollback of what it left there. */
class KafkaInspectionIT {

    private static Cluster cluster;

    @BeforeAll
    static void startBroker() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    private final String topic = cluster.topic(1);
    private final SinkJob job = new SinkJob(KafkaSink.strings(topic).bootstrapServers(cluster.servers()));

    private SinkInspection<KafkaCommittable> inspect() {
        return job.sink().inspect(job.jobId(), job.stageName());
    }

    @Test
    void theLedgerTellsWhatIsCommittedAlsoWhileATransactionHoldsBackItsNextEntry() throws Exception {
        try (SinkAttempt attempt = job.start(1);
                SinkInspection<KafkaCommittable> inspection = inspect()) {
            attempt.write("a");
            attempt.commit(attempt.prepareAndDecide(1));
            attempt.write("b");
            attempt.prepareAndDecide(2);

            List<CommitRequest<KafkaCommittable>> pending = job.pending();
            assertThat(job.pending()).hasSize(2);
            Cluster.awaitTrue(
                    "the broker knows the entry of checkpoint 1",
                    () -> inspection.evidence(pending.get(0)).status() == Status.COMMITTED);
            CommitEvidence second = inspection.evidence(pending.get(1));
            assertThat(second.status()).isEqualTo(Status.NOT_COMMITTED);
            assertThat(second.reason()).contains("committed up to checkpoint 1");
            String sealed =
                    inspection.transactionOf(pending.get(1).committable()).orElseThrow();
            assertThat(inspection.open()).singleElement().satisfies(open -> {
                assertThat(open.id()).isEqualTo(sealed);
                assertThat(open.state()).isEqualTo("Ongoing");
                assertThat(open.subtask()).isZero();
                assertThat(open.detail()).contains("since 20", "the broker gives it up after 60000 ms");
            });
        }
        job.deleteLedger(cluster, topic, 0);
        try (SinkInspection<KafkaCommittable> inspection = inspect()) {
            CommitEvidence gone = inspection.evidence(job.pending().get(0));
            assertThat(gone.status()).isEqualTo(Status.IN_DOUBT);
            assertThat(gone.reason()).contains("has no entry for subtask 0 any more", "1 in partition 0");
        }
    }

    @Test
    void anOrphanIsRolledBackAndNobodyElsesTransactionIsSeenOrTouched() throws Exception {
        job.start(1).close();
        try (KafkaProducer<byte[], byte[]> left =
                        cluster.openTransaction(job.ids().of(5, 1), topic, "left behind");
                KafkaProducer<byte[], byte[]> others = cluster.openTransaction("somebody-elses", topic, "not ours");
                SinkInspection<KafkaCommittable> inspection = inspect()) {
            assertThat(inspection.open())
                    .extracting(OutsideTransaction::id)
                    .containsExactly(job.ids().of(5, 1));
            assertThatThrownBy(() -> inspection.abort("somebody-elses")).hasMessageContaining("[not-this-jobs]");

            inspection.abort(job.ids().of(5, 1));
            assertThat(inspection.open()).isEmpty();
            assertThatThrownBy(left::commitTransaction).isNotNull();
            others.commitTransaction();
            cluster.awaitVisible(topic, "not ours");
        }
    }
}
