package io.weir.bench;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Produces the input of W4 and W5. All records of a key are in one partition, that of key modulo 2, as Kafka's own partitioning by key has it: Kafka Streams,
 * which passes records between tasks by a further topic, needs none for them.
 *
 * <p>Threading: confined to one thread.
 */
final class InputProducer implements AutoCloseable {

    /** The shortest wait: shorter ones would take a core. Records that fall due meanwhile are sent at once. */
    private static final long WAIT_NANOS = 1_000_000L;

    private final Generator generator;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param lingerMillis how long Kafka's producer waits for more records to send along */
    InputProducer(String bootstrapServers, Generator generator, int lingerMillis) {
        this.generator = generator;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", lingerMillis),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends as fast as it can. */
    void send(String topic, long count) throws ExecutionException {
        for (long index = 0; index < count; index++) {
            send(topic, index, 0);
        }
        flush();
    }

    /**
     * Sends evenly. When each record is due is settled beforehand and told in the record, so that the time it takes to catch up after a stall counts as
     * latency.
     *
     * @param startNanos when the first is due
     */
    void sendEvenly(String topic, long firstIndex, long count, long ratePerSecond, long startNanos)
            throws ExecutionException {
        for (long i = 0; i < count; i++) {
            long dueNanos = startNanos + i * 1_000_000_000L / ratePerSecond;
            while (dueNanos - System.nanoTime() > 0) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
            send(topic, firstIndex + i, dueNanos);
        }
        flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(String topic, long index, long dueNanos) {
        long key = generator.key(index);
        int partition = (int) (key % KafkaTopics.PARTITION_COUNT);
        byte[] value = Payload.input(key, dueNanos);
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, partition, null, value), (sent, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    private void flush() throws ExecutionException {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new ExecutionException("the input could not be produced", failed);
        }
    }
}
