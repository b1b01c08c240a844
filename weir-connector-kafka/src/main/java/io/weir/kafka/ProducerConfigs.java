package io.weir.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/**
 * How the sink's producers are set up: what the user left open gets Weir's defaults, and what exactly-once rests on is fixed.
 *
 * <p>Threading: Immutable.
 */
final class ProducerConfigs {

    /** A checkpoint's flush sends what lingers, so lingering costs no latency; at long intervals it makes fuller batches. */
    private static final int LINGER_MILLIS = 5;

    /** About a thousand records of 100 bytes: a request a partition and checkpoint at tens of thousands of records a second. */
    private static final int BATCH_SIZE_BYTES = 128 * 1024;

    /** Unacknowledged bytes of one transaction at which the sink holds its input back: what five requests to each of a few brokers hold. More would only lengthen the flush at a barrier. */
    private static final long IN_FLIGHT_BYTES_MAX = 8L << 20;

    /** Memory of a producer beyond its batches: half-filled ones of partitions, and what one more engine batch may bring. */
    private static final long BUFFER_FACTOR = 2;

    /** Short, because a producer that comes back to work just after its last commit waits this long for the broker to finish writing markers. */
    private static final int RETRY_BACKOFF_MILLIS = 10;

    private static final int RETRY_BACKOFF_MAX_MILLIS = 1_000;

    /** Records wait at most this share of the transaction timeout for their acknowledgement, so that a failure is seen while the transaction lives. */
    private static final double DELIVERY_SHARE = 0.6;

    private static final long DELIVERY_MILLIS_MAX = 40_000;
    private static final long BLOCK_MILLIS_MIN = 10_000;
    private static final long BLOCK_MILLIS_MAX = 30_000;

    private final ClientSettings client;
    private final Duration transactionTimeout;
    private final String stage;

    ProducerConfigs(SinkSettings<?> settings, String stage) {
        this.client = settings.client();
        this.transactionTimeout = settings.transactionTimeout();
        this.stage = stage;
    }

    /** Makes a producer. Does not connect. */
    Producer<byte[], byte[]> create(String transactionalId) {
        try {
            return client.clients().producer(config(transactionalId));
        } catch (KafkaException e) {
            throw client.refused(stage, e);
        }
    }

    Map<String, Object> config(String transactionalId) {
        Map<String, Object> config = client.forClient(stage, ProducerConfig.configNames());
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_SIZE_BYTES);
        config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferMemoryBytes());
        config.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS);
        config.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, RETRY_BACKOFF_MAX_MILLIS);
        config.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        // A producer that rested must not have forgotten the topic: its next send would wait for the broker, on the
        // task's thread.
        config.putIfAbsent(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(transactionTimeout.toMillis()));
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deliveryMillis() / 2);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMillis());
        return config;
    }

    /** Returns how many bytes may be unacknowledged before the sink holds its input back: so few that sending never waits for memory. */
    long inFlightBytesMax(int partitionCount) {
        long halfFilledBytes = (long) partitionCount * batchSizeBytes();
        long bound = (bufferMemoryBytes() - halfFilledBytes) / BUFFER_FACTOR;
        return Math.max(batchSizeBytes(), Math.min(IN_FLIGHT_BYTES_MAX, bound));
    }

    private long deliveryMillis() {
        return Math.min(DELIVERY_MILLIS_MAX, (long) (transactionTimeout.toMillis() * DELIVERY_SHARE));
    }

    private long blockMillis() {
        return Math.max(BLOCK_MILLIS_MIN, Math.min(BLOCK_MILLIS_MAX, transactionTimeout.toMillis() / 3));
    }

    private long bufferMemoryBytes() {
        return number(ProducerConfig.BUFFER_MEMORY_CONFIG, 3 * IN_FLIGHT_BYTES_MAX);
    }

    private long batchSizeBytes() {
        return number(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_SIZE_BYTES);
    }

    private long number(String name, long byDefault) {
        return client.number(stage, name, byDefault);
    }
}
