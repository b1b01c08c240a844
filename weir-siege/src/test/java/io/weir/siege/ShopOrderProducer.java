package io.weir.siege;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends orders at a steady rate until it is told to end, each once, also while the broker is down.
 *
 * <p>Threading: its own thread sends; the methods are for the thread of the test.
 */
final class ShopOrderProducer implements AutoCloseable {

    private static final long GAP_NANOS = 1_000_000;
    private static final int PATIENCE_MILLIS = 300_000;

    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final AtomicLong sentCount = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::send, "shop-orders");
    private volatile boolean ended;

    ShopOrderProducer(String brokers, String topic) {
        this.topic = topic;
        // Idempotent, as is the default: an order that is sent again because the broker was killed is in the topic
        // once.
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        5,
                        "max.block.ms",
                        PATIENCE_MILLIS,
                        "delivery.timeout.ms",
                        PATIENCE_MILLIS),
                new StringSerializer(),
                new StringSerializer());
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends no more, waits until all has been acknowledged, and returns how many orders there are. */
    long end() throws InterruptedException {
        ended = true;
        thread.join();
        Exception failed = failure.get();
        if (failed != null) {
            throw new AssertionError("the orders could not be sent", failed);
        }
        return sentCount.get();
    }

    private void send() {
        try {
            long due = System.nanoTime();
            while (!ended) {
                long now = System.nanoTime();
                if (now < due) {
                    LockSupport.parkNanos(due - now);
                } else {
                    ShopOrder order = ShopOrder.of(sentCount.get());
                    var unused =
                            producer.send(new ProducerRecord<>(topic, order.customer(), order.text()), (at, failed) -> {
                                if (failed != null) {
                                    failure.compareAndSet(null, failed);
                                }
                            });
                    sentCount.incrementAndGet();
                    due += GAP_NANOS;
                }
            }
            producer.flush();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void close() {
        ended = true;
        producer.close(java.time.Duration.ZERO);
    }
}
