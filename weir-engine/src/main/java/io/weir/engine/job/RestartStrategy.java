package io.weir.engine.job;

import java.time.Duration;

/**
 * What a job does when an attempt fails: how long it waits before the next, and when it gives up. An error whose kind says that a restart cannot help ends
 * the job whatever the strategy. The names are Flink's.
 *
 * <p>Threading: Immutable.
 */
public sealed interface RestartStrategy {

    /** Never restarts. */
    record None() implements RestartStrategy {}

    /** Restarts up to {@code restartsMax} times, always after the same delay. */
    record FixedDelay(int restartsMax, Duration delay) implements RestartStrategy {}

    /**
     * Restarts after a delay that grows with each failure in a row. An attempt has made progress if it has decided a checkpoint, and has read or written a record before: what is only
     * carried over from the checkpoint before does not count.
     *
     * @param restartsMax how many failures in a row, without progress in between, are followed by a restart
     * @param first the delay after the first failure
     * @param max the bound of the delay
     * @param factor what the delay is multiplied by
     * @param jitter the share of the delay, 0 to 1, that is added or taken away at random, so that jobs that failed together do not come back together
     */
    record ExponentialDelay(int restartsMax, Duration first, Duration max, double factor, double jitter)
            implements RestartStrategy {}

    /** Restarts after {@code delay} unless there were more than {@code failuresMax} failures within {@code interval}. */
    record FailureRate(int failuresMax, Duration interval, Duration delay) implements RestartStrategy {}

    static RestartStrategy none() {
        return new None();
    }

    static RestartStrategy fixedDelay(int restartsMax, Duration delay) {
        return new FixedDelay(restartsMax, delay);
    }

    /** The default: from 100 ms, doubled up to 10 s, with a tenth of jitter; gives up after 30 failures without progress, which takes about five minutes. */
    static RestartStrategy exponentialDelay() {
        return new ExponentialDelay(30, Duration.ofMillis(100), Duration.ofSeconds(10), 2, 0.1);
    }

    static RestartStrategy failureRate(int failuresMax, Duration interval, Duration delay) {
        return new FailureRate(failuresMax, interval, delay);
    }
}
