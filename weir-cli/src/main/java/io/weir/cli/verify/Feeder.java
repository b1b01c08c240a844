package io.weir.cli.verify;

import io.weir.cli.process.Ending;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the input at a rate that can be changed, whatever happens to the broker: each record once, those of a partition in their order.
 *
 * <p>Threading: its own thread sends; the methods are for the thread that directs the run.
 */
final class Feeder implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;
    private static final int LINGER_MILLIS = 10;

    /** Far longer than any broker is away. */
    private static final int PATIENCE_MILLIS = 600_000;

    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

    /** After a pause no more than so much is made up for. */
    private static final long BACKLOG_NANOS_MAX = 200_000_000L;

    private final Iterator<ProducerRecord<byte[], byte[]>> feed;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::send, "feeder");
    private final AtomicLong sentCount = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile double gapNanos;
    private volatile boolean finished;
    private volatile boolean closed;

    private Feeder(
            Iterator<ProducerRecord<byte[], byte[]>> feed, double perSecond, KafkaProducer<byte[], byte[]> producer) {
        this.feed = feed;
        this.producer = producer;
        this.gapNanos = gap(perSecond);
    }

    static Feeder start(KafkaView kafka, Iterator<ProducerRecord<byte[], byte[]>> feed, double perSecond) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        Feeder feeder = new Feeder(
                feed, perSecond, new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
        feeder.thread.setDaemon(true);
        feeder.thread.start();
        return feeder;
    }

    void pace(double perSecond) {
        gapNanos = gap(perSecond);
    }

    /** Sends no more than was sent so far. */
    void finish() {
        finished = true;
    }

    long sentCount() {
        check();
        return sentCount.get();
    }

    /** Whether all was sent and acknowledged. */
    boolean isDone() {
        check();
        return !thread.isAlive();
    }

    /** Ends the thread; what was not acknowledged is given up. Idempotent. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Ending.await(thread);
    }

    private void check() {
        Exception failed = failure.get();
        if (failed != null) {
            throw WeirException.external(
                    "verify-input",
                    "the input cannot be sent",
                    String.valueOf(failed.getMessage()),
                    "see the broker's log, which is kept with --keep",
                    failed);
        }
    }

    private void send() {
        try {
            double dueNanos = System.nanoTime();
            while (!finished && !closed && failure.get() == null && feed.hasNext()) {
                long nowNanos = System.nanoTime();
                if (nowNanos < dueNanos) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                Future<RecordMetadata> unused = producer.send(feed.next(), (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
                sentCount.incrementAndGet();
                dueNanos = Math.max(dueNanos + gapNanos, (double) (nowNanos - BACKLOG_NANOS_MAX));
            }
            if (!closed) {
                producer.flush();
            }
        } catch (RuntimeException e) {
            if (!closed) {
                failure.compareAndSet(null, e);
            }
        } finally {
            // The interrupt that ended this is not for the closing.
            boolean unused = Thread.interrupted();
            producer.close(Duration.ZERO);
        }
    }

    private static double gap(double perSecond) {
        return 1e9 / Math.max(1, perSecond);
    }
}
