package io.weir.async;

import io.weir.error.WeirException;
import java.time.Duration;
import java.util.Objects;

/**
 * How a stage makes its requests: in which order results go out, how many requests are under way, how long each may take, and whether it is tried again.
 *
 * <p>Threading: Immutable, as far as the retry strategy's predicates are.
 */
public final class AsyncSettings {

    private static final int CAPACITY = 100;
    private static final Duration TIMEOUT_MAX = Duration.ofDays(365);

    private final boolean ordered;
    private final Duration timeout;
    private final int capacity;
    private final AsyncRetryStrategy retry;

    private AsyncSettings(boolean ordered, Duration timeout, int capacity, AsyncRetryStrategy retry) {
        this.ordered = ordered;
        this.timeout = timeout;
        this.capacity = capacity;
        this.retry = retry;
    }

    /**
     * Results go out in the order of the records: one that takes long holds those behind it back.
     *
     * @param timeout how long a record's request may take, with its retries; 1 ms to 365 days
     */
    public static AsyncSettings ordered(Duration timeout) {
        return new AsyncSettings(true, checked(timeout), CAPACITY, AsyncRetryStrategy.never());
    }

    /**
     * Results go out as they come, but never past a watermark: those of records before it go out before it. Records of one key can change their order.
     *
     * @param timeout how long a record's request may take, with its retries; 1 ms to 365 days
     */
    public static AsyncSettings unordered(Duration timeout) {
        return new AsyncSettings(false, checked(timeout), CAPACITY, AsyncRetryStrategy.never());
    }

    /**
     * Sets how many requests of a subtask are under way at most, those included whose results wait for others; 100 if it is not set. When there are so many, the
     * stage takes no further records until one has gone out.
     */
    public AsyncSettings capacity(int newCapacity) {
        if (newCapacity < 1) {
            throw invalid(newCapacity + " requests are to be under way at most", "use a capacity of 1 or more");
        }
        return new AsyncSettings(ordered, timeout, newCapacity, retry);
    }

    /** Sets when a request is made again; never if it is not set. */
    public AsyncSettings retry(AsyncRetryStrategy newRetry) {
        return new AsyncSettings(ordered, timeout, capacity, Objects.requireNonNull(newRetry, "retry"));
    }

    /** Returns whether results go out in the order of the records. */
    public boolean isOrdered() {
        return ordered;
    }

    /** Returns how long a record's request may take, with its retries. */
    public Duration timeout() {
        return timeout;
    }

    /** Returns how many requests of a subtask are under way at most. */
    public int capacity() {
        return capacity;
    }

    /** Returns when a request is made again. */
    public AsyncRetryStrategy retry() {
        return retry;
    }

    private static Duration checked(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw invalid("a request is to take " + timeout + " at most", "use a timeout from 1 ms to 365 days");
        }
        return timeout;
    }

    static WeirException invalid(String what, String mend) {
        return WeirException.user("invalid-async-settings", what, "this cannot be done", mend);
    }
}
