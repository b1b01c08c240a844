package io.weir.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * A producer whose broker is itself: it acknowledges at a flush, and counts.
 *
 * <p>Threading: used by one thread at a time, as Kafka's is by Weir; all fields are plain, so that what one thread misses of another's is seen.
 */
class FakeProducer implements Producer<byte[], byte[]> {

    /** What the broker answers about a record of one byte without a key. */
    static final RecordMetadata ONE_BYTE = new RecordMetadata(new TopicPartition("out", 0), 0, 0, 0, -1, 1);

    private static final List<PartitionInfo> PARTITIONS = List.of(new PartitionInfo("out", 0, null, null, null));

    private final List<Callback> unacknowledged = new ArrayList<>();
    int begunCount;
    int committedCount;
    int closedCount;

    final TransactionalProducer transactional() {
        return new TransactionalProducer("id", this, "out");
    }

    @Override
    public void initTransactions() {}

    @Override
    public void beginTransaction() {
        begunCount++;
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {}

    @Override
    public void commitTransaction() {
        committedCount++;
    }

    @Override
    public void abortTransaction() {}

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        unacknowledged.add(callback);
        return CompletableFuture.completedFuture(ONE_BYTE);
    }

    @Override
    public void flush() {
        for (Callback callback : unacknowledged) {
            acknowledging();
            callback.onCompletion(ONE_BYTE, null);
        }
        unacknowledged.clear();
    }

    /** Called before each acknowledgement. */
    void acknowledging() {}

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return PARTITIONS;
    }

    @Override
    public void close() {
        closedCount++;
    }

    @Override
    public void close(Duration timeout) {
        closedCount++;
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {}

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {}

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return Uuid.ZERO_UUID;
    }
}
