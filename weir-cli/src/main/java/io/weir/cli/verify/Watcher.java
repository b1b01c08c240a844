package io.weir.cli.verify;

import io.weir.cli.process.Ending;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<@Nullable String> deviation = new AtomicReference<>();
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

    /** What is wrong with the output, as soon as something is. */
    Optional<String> deviation() {
        return Optional.ofNullable(deviation.get());
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
                if (deviation.get() == null && !check.findings().isExact()) {
                    deviation.set(check.findings().examples().get(0));
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
