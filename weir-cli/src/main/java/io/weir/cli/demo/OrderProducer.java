package io.weir.cli.demo;

import io.weir.cli.process.Ending;
import io.weir.error.WeirException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the orders: at a steady rate, and on request a wave of them as fast as the broker takes them.
 *
 * <p>Threading: its own thread sends; the methods are for the thread that directs the demo.
 */
final class OrderProducer implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;

    /** Some dozens of orders a request: the broker, the job and this process share few cores. */
    private static final int LINGER_MILLIS = 10;

    private static final int BATCH_SIZE_BYTES = 128 * 1024;

    private final OrderBook orders;
    private final Timeline timeline;
    private final String topic;
    private final double gapNanos;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::send, "order-producer");
    private final AtomicInteger sentCount = new AtomicInteger();
    private final AtomicInteger waveEnd = new AtomicInteger();
    private final AtomicInteger limit = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean closed;

    private OrderProducer(
            OrderBook orders,
            Timeline timeline,
            String topic,
            double perSecond,
            KafkaProducer<byte[], byte[]> producer) {
        this.orders = orders;
        this.timeline = timeline;
        this.topic = topic;
        this.gapNanos = 1e9 / perSecond;
        this.producer = producer;
    }

    /** Starts to send. The first orders wait for {@link #allow}. */
    static OrderProducer start(DemoKafka kafka, String topic, OrderBook orders, Timeline timeline, double perSecond) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_SIZE_BYTES);
        KafkaProducer<byte[], byte[]> client =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        OrderProducer producer = new OrderProducer(orders, timeline, topic, perSecond, client);
        producer.thread.setDaemon(true);
        producer.thread.start();
        return producer;
    }

    /** Lets the producer send up to {@code count} orders in all. */
    void allow(int count) {
        limit.set(Math.min(count, orders.size()));
    }

    /** Sends the next {@code count} orders as fast as the broker takes them. */
    void wave(int count) {
        waveEnd.set(Math.min(limit.get(), sentCount.get() + count));
    }

    /** How many orders were sent. */
    int sentCount() {
        Exception failed = failure.get();
        if (failed != null) {
            throw WeirException.external(
                    "demo-producer",
                    "an order cannot be sent, topic=" + topic,
                    String.valueOf(failed.getMessage()),
                    "see whether the broker still runs, and run the demo again",
                    failed);
        }
        return sentCount.get();
    }

    boolean isDone() {
        return sentCount() == orders.size() && !thread.isAlive();
    }

    /** Ends the thread, which sends nothing more. What was not acknowledged is given up. Idempotent. */
    @Override
    public void close() {
        closed = true;
        Ending.await(thread);
    }

    private void send() {
        try {
            double dueNanos = System.nanoTime();
            int id = 0;
            while (id < orders.size() && !closed && failure.get() == null) {
                long nowNanos = System.nanoTime();
                boolean inWave = id < waveEnd.get();
                if (id >= limit.get()) {
                    dueNanos = nowNanos;
                    LockSupport.parkNanos(PAUSE_NANOS);
                } else if (!inWave && nowNanos < dueNanos) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                } else {
                    sendOne(id, nowNanos);
                    id++;
                    sentCount.lazySet(id);
                    dueNanos = inWave ? nowNanos : dueNanos + gapNanos;
                }
            }
            if (!closed) {
                producer.flush();
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private void sendOne(int id, long nowNanos) {
        String customer = orders.customerName(id);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                orders.partition(id),
                customer.getBytes(StandardCharsets.UTF_8),
                orders.json(id).getBytes(StandardCharsets.UTF_8));
        timeline.sent(id, nowNanos);
        Future<RecordMetadata> unused = producer.send(record, (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }
}
