package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.runtime.JobId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Producers are not lost, without a broker. */
class ProducerPoolTest {

    private static final SinkSettings<String> SETTINGS = new SinkSettings<>(
            "totals",
            Strings.encoder(),
            ClientSettings.NONE.withBootstrapServers("localhost:9092"),
            Duration.ofSeconds(60),
            2);

    private final TaskThread task = new TaskThread(new JobId("job", "0123456789abcdef"), "out", 0, 1, 1);
    private final TransactionalIds ids = new TransactionalIds(task.jobId(), task.stageName());
    private final ProducerPool pool = new ProducerPool(task, SETTINGS, ids, new Ledger(ids, "totals"));
    private final MockProducer<byte[], byte[]> kafka = new MockProducer<>(
            new Cluster(
                    "cluster",
                    List.of(),
                    List.of(new PartitionInfo("totals", 0, Node.noNode(), new Node[0], new Node[0])),
                    Collections.emptySet(),
                    Collections.emptySet()),
            true,
            null,
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final TransactionalProducer producer = new TransactionalProducer("id", kafka, "totals");

    @AfterEach
    void closeLanes() {
        task.close();
    }

    @Test
    void aProducerThatDoesNotKnowTheTopicIsFreeAgain() {
        pool.giveBack(producer);
        kafka.partitionsForException = new TimeoutException("topic totals not present in metadata");
        assertThatThrownBy(pool::take).isSameAs(kafka.partitionsForException);

        kafka.partitionsForException = null;
        assertThat(pool.take()).isSameAs(producer);
        assertThat(pool.partitionCount()).isEqualTo(1);
    }

    @Test
    void aProducerThatDoesNotKnowTheTopicIsClosedWithThePool() {
        pool.giveBack(producer);
        kafka.partitionsForException = new TimeoutException("topic totals not present in metadata");
        assertThatThrownBy(pool::take).isSameAs(kafka.partitionsForException);

        pool.close(null);
        task.close();
        assertThat(kafka.closed()).isTrue();
    }
}
