package io.weir.bench;

import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/**
 * The end of W4's input, for engines whose sources do not end.
 *
 * <p>Threading: stateless.
 */
public final class CountInput {

    private static final long LOOK_MILLIS = 10;

    private CountInput() {}

    /** Looks whether a program still runs. */
    @FunctionalInterface
    public interface Check {

        /** @throws IllegalStateException if it does not */
        void requireRunning() throws Exception;
    }

    /** Returns how many records stand in the input now. */
    public static long recordCount(CountSettings settings) throws ExecutionException, InterruptedException {
        try (KafkaTopics topics = new KafkaTopics(settings.bootstrapServers())) {
            return topics.committedEnd(settings.inputTopic());
        }
    }

    /**
     * Waits until so many records were processed.
     *
     * @param processed how many were up to now; may be called by this thread while others change it
     */
    public static void await(long recordCount, LongSupplier processed, Check check) throws Exception {
        while (processed.getAsLong() < recordCount) {
            check.requireRunning();
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
