package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Producers that commit one small transaction after the other, until the broker is gone. */
final class Committing implements AutoCloseable {

    private static final long OPEN_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger commitCount = new AtomicInteger();
    private volatile boolean closed;

    static Committing start(String bootstrapServers, String topic, int producerCount) {
        Committing committing = new Committing();
        for (int i = 0; i < producerCount; i++) {
            String id = "committing-" + i;
            Thread thread = new Thread(() -> committing.commit(bootstrapServers, topic, id), id);
            committing.threads.add(thread);
            thread.start();
        }
        return committing;
    }

    void awaitCommits(int count) {
        while (commitCount.get() < count) {
            assertThat(closed).as("the producers have failed").isFalse();
            Thread.onSpinWait();
        }
    }

    private void commit(String bootstrapServers, String topic, String id) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "transactional.id", id,
                "transaction.timeout.ms", 2_000,
                "delivery.timeout.ms", 2_000,
                "request.timeout.ms", 1_500,
                "max.block.ms", 30_000);
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        try {
            producer.initTransactions();
            while (!closed) {
                producer.beginTransaction();
                var unused = producer.send(new ProducerRecord<>(topic, "letter"));
                producer.commitTransaction();
                commitCount.incrementAndGet();
            }
        } catch (KafkaException brokerIsGone) {
            closed = true;
        } finally {
            // The interrupt that ended this is not for the closing.
            var unused = Thread.interrupted();
            producer.close(Duration.ZERO);
        }
    }

    /** Waits until readers of committed records come to the end of the topic. */
    static void awaitNothingOpen(String bootstrapServers, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<TopicPartition, OffsetSpec> latest = Map.of(partition, OffsetSpec.latest());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            long startNanos = System.nanoTime();
            while (true) {
                long stable = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .partitionResult(partition)
                        .get()
                        .offset();
                long end = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .partitionResult(partition)
                        .get()
                        .offset();
                if (stable == end) {
                    return;
                }
                assertThat(System.nanoTime() - startNanos)
                        .as("a transaction hangs: readers come to %d of %d", stable, end)
                        .isLessThan(OPEN_NANOS_MAX);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
