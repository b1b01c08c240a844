package io.weir.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads results on a thread of its own, checks them, and notes how long after they were due they were seen.
 *
 * <p>Threading: Thread-safe: a lock guards everything but the reader, which belongs to the thread.
 */
final class LatencyWatch {

    private final String bootstrapServers;
    private final String topic;
    private final Duration window;
    private final Object lock = new Object();
    private final CountChecker checker;
    private final FutureTask<Boolean> reading = new FutureTask<>(this::read);
    private LatencyWindows windows;
    private long misplacedBefore;
    private boolean closed;

    /** @param window the length of the windows that a turn is divided into */
    LatencyWatch(String bootstrapServers, String topic, long keys, Duration window) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.window = window;
        this.checker = new CountChecker(keys);
        this.windows = new LatencyWindows(window, System.nanoTime());
    }

    void start() {
        new Thread(reading, "read-" + topic).start();
    }

    /** Forgets the latencies so far; results that were due before must have been seen. */
    void beginTurn(long startNanos) {
        synchronized (lock) {
            windows = new LatencyWindows(window, startNanos);
            misplacedBefore = checker.misplacedCount();
        }
    }

    /**
     * Waits until so many results were seen since the start.
     *
     * @throws IllegalStateException if that takes too long
     */
    void awaitTotal(long total, Duration timeout) throws Exception {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (seen() < total) {
            if (reading.isDone()) {
                reading.get();
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new IllegalStateException(
                        "results are missing: topic=" + topic + ", seen=" + seen() + " of " + total);
            }
            Thread.sleep(20);
        }
    }

    Map<Figure, Double> figures() {
        synchronized (lock) {
            Map<Figure, Double> figures = new EnumMap<>(windows.figures());
            figures.put(Figure.MISPLACED, (double) (checker.misplacedCount() - misplacedBefore));
            return figures;
        }
    }

    /** Returns the windows of the turn, for people. */
    List<String> windowLines() {
        synchronized (lock) {
            return windows.lines();
        }
    }

    /** Checks that all records up to this one were counted. */
    void requireAll(Generator generator, long recordCount) {
        synchronized (lock) {
            checker.requireAll(generator, recordCount);
        }
    }

    /** Ends the reading, and throws what went wrong in it. */
    void close() throws ExecutionException, InterruptedException {
        synchronized (lock) {
            closed = true;
        }
        reading.get();
    }

    private long seen() {
        synchronized (lock) {
            return checker.total();
        }
    }

    private boolean read() {
        try (OutputReader reader = new OutputReader(bootstrapServers, topic)) {
            while (!isClosed()) {
                reader.poll(this::add);
            }
        }
        return true;
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private void add(Event count, long seenNanos) {
        synchronized (lock) {
            checker.add(count);
            windows.add(count.timestamp(), seenNanos);
        }
    }
}
