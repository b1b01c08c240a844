package io.weir.cli.demo;

import io.weir.cli.process.Ending;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the output while the demo runs and notes when the first result of each order becomes visible. It measures; whether the output is right is for
 * {@link OutputReader} to say, which reads all of it again at the end.
 *
 * <p>Threading: its own thread reads; the methods are for the thread that directs the demo.
 */
final class LatencyReader implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Timeline timeline;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::read, "latency-reader");
    private final AtomicReference<@Nullable CompletableFuture<Long>> awaited = new AtomicReference<>();
    private final AtomicInteger seenCount = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private LatencyReader(Timeline timeline, KafkaConsumer<byte[], byte[]> consumer) {
        this.timeline = timeline;
        this.consumer = consumer;
    }

    static LatencyReader start(Timeline timeline, KafkaConsumer<byte[], byte[]> consumer) {
        LatencyReader reader = new LatencyReader(timeline, consumer);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /** How many orders have a visible result. */
    int seenCount() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw WeirException.external(
                    "demo-reader",
                    "the reader that measures the latency has failed",
                    String.valueOf(failed.getMessage()),
                    "see whether the broker still runs, and run the demo again",
                    failed);
        }
        return seenCount.get();
    }

    /** Completes with the time of the next result that is the first of its order. */
    CompletableFuture<Long> next() {
        CompletableFuture<Long> next = new CompletableFuture<>();
        awaited.set(next);
        return next;
    }

    /** Ends the thread. Idempotent. */
    @Override
    public void close() {
        closed = true;
        Ending.await(thread);
    }

    private void read() {
        try {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    see(ResultLine.of(record).order(), System.nanoTime());
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void see(long order, long nowNanos) {
        if (order < 0 || order >= timeline.size() || !timeline.visible((int) order, nowNanos)) {
            return;
        }
        seenCount.lazySet(seenCount.getPlain() + 1);
        CompletableFuture<Long> waiting = awaited.getAndSet(null);
        if (waiting != null) {
            waiting.complete(nowNanos);
        }
    }
}
