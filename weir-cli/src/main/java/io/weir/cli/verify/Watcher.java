package io.weir.cli.verify;

import io.weir.cli.process.Ending;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The concurrent reader: reads what is committed while everything is struck, remembers it, and checks it as it comes.
 *
 * <p>Threading: its own thread reads; {@link #history} and {@link #check} are for others once it is closed, the other methods at any time.
 */
final class Watcher implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OutputCheck check;
    private final ReaderHistory history = new ReaderHistory();
    private final Thread thread = new Thread(this::read, "concurrent-reader");
    private final AtomicLong seenCount = new AtomicLong();
    private volatile boolean deviation;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private Watcher(KafkaConsumer<byte[], byte[]> consumer, OutputCheck check) {
        this.consumer = consumer;
        this.check = check;
    }

    static Watcher start(KafkaConsumer<byte[], byte[]> consumer, OutputCheck check) {
        Watcher watcher = new Watcher(consumer, check);
        watcher.thread.setDaemon(true);
        watcher.thread.start();
        return watcher;
    }

    /** How many committed records have come. */
    long seenCount() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw WeirException.external(
                    "verify-kafka",
                    "the concurrent reader has failed",
                    String.valueOf(failed.getMessage()),
                    "see the broker's log, which is kept with --keep",
                    failed);
        }
        return seenCount.get();
    }

    /** Whether something is wrong with the output so far; {@link #check} will say what. */
    boolean hasDeviation() {
        return deviation;
    }

    /** Ends the thread. Idempotent. */
    @Override
    public void close() {
        closed = true;
        Ending.await(thread);
    }

    ReaderHistory history() {
        return history;
    }

    OutputCheck check() {
        return check;
    }

    private void read() {
        try {
            while (!closed) {
                for (var each : consumer.poll(POLL_TIMEOUT)) {
                    OutputRecord record = OutputRecord.of(each);
                    history.add(record);
                    check.accept(record);
                    seenCount.incrementAndGet();
                }
                deviation = !check.findings().isExact();
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
