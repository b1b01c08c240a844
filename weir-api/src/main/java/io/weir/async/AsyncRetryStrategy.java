package io.weir.async;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Says when a request is made again, and how often. By default, after every exception and after no result. All tries together have the time that
 * {@link AsyncSettings#timeout} gives a record.
 *
 * <p>Threading: Immutable, as far as the predicates are; those are called on the task's thread.
 */
public final class AsyncRetryStrategy {

    private static final Duration DELAY_MAX = Duration.ofDays(1);

    private static final AsyncRetryStrategy NEVER =
            new AsyncRetryStrategy(1, 0, 0, 1, failure -> false, results -> false);

    private final int maxAttempts;
    private final long initialNanos;
    private final long maxNanos;
    private final double multiplier;
    private final Predicate<Throwable> onException;
    private final Predicate<Collection<?>> onResult;

    private AsyncRetryStrategy(
            int maxAttempts,
            long initialNanos,
            long maxNanos,
            double multiplier,
            Predicate<Throwable> onException,
            Predicate<Collection<?>> onResult) {
        this.maxAttempts = maxAttempts;
        this.initialNanos = initialNanos;
        this.maxNanos = maxNanos;
        this.multiplier = multiplier;
        this.onException = onException;
        this.onResult = onResult;
    }

    /** A request is made once. */
    public static AsyncRetryStrategy never() {
        return NEVER;
    }

    /**
     * Waits as long before each retry.
     *
     * @param maxAttempts how often a request is made at most, the first time included; at least 1
     * @param delay 0 to 1 day
     */
    public static AsyncRetryStrategy fixedDelay(int maxAttempts, Duration delay) {
        return exponentialDelay(maxAttempts, delay, delay, 1);
    }

    /**
     * Waits longer before each retry.
     *
     * @param maxAttempts how often a request is made at most, the first time included; at least 1
     * @param initialDelay before the first retry, 0 to 1 day
     * @param maxDelay that no retry waits longer than; at least {@code initialDelay}, at most 1 day
     * @param multiplier from one delay to the next, at least 1
     */
    public static AsyncRetryStrategy exponentialDelay(
            int maxAttempts, Duration initialDelay, Duration maxDelay, double multiplier) {
        if (maxAttempts < 1) {
            throw AsyncSettings.invalid("a request is to be made " + maxAttempts + " times", "use 1 or more attempts");
        }
        if (initialDelay.isNegative() || initialDelay.compareTo(maxDelay) > 0 || maxDelay.compareTo(DELAY_MAX) > 0) {
            throw AsyncSettings.invalid(
                    "a retry is to wait " + initialDelay + " to " + maxDelay,
                    "use delays from 0 to 1 day, the first not above the greatest");
        }
        if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
            throw AsyncSettings.invalid(
                    "the delay of retries is to be multiplied by " + multiplier, "use a number from 1 on");
        }
        return new AsyncRetryStrategy(
                maxAttempts, initialDelay.toNanos(), maxDelay.toNanos(), multiplier, failure -> true, results -> false);
    }

    /**
     * Retries only after exceptions that {@code retryable} holds for.
     *
     * @param retryable gets what the request failed with, without a {@code CompletionException} around it
     */
    public AsyncRetryStrategy ifException(Predicate<? super Throwable> retryable) {
        Objects.requireNonNull(retryable, "retryable");
        return new AsyncRetryStrategy(maxAttempts, initialNanos, maxNanos, multiplier, retryable::test, onResult);
    }

    /** Retries also after results that {@code retryable} holds for, such as empty ones. Those of the last try are taken as they are. */
    public AsyncRetryStrategy ifResult(Predicate<? super Collection<?>> retryable) {
        Objects.requireNonNull(retryable, "retryable");
        return new AsyncRetryStrategy(maxAttempts, initialNanos, maxNanos, multiplier, onException, retryable::test);
    }

    /** Returns how often a request is made at most. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** Returns whether a request is made again that has failed. */
    public boolean retries(Throwable failure) {
        return onException.test(failure);
    }

    /** Returns whether a request is made again that has had these results. */
    public boolean retries(Collection<?> results) {
        return onResult.test(results);
    }

    /**
     * Returns how long to wait, in nanoseconds.
     *
     * @param attempts how often the request was made, from 1
     */
    public long delayNanos(int attempts) {
        return (long) Math.min((double) maxNanos, initialNanos * Math.pow(multiplier, attempts - 1));
    }
}
