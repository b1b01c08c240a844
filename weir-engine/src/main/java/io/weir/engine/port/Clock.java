package io.weir.engine.port;

/**
 * The port to time.
 *
 * <p>Threading: Thread-safe.
 */
public interface Clock {

    /** Returns a monotonic time in nanoseconds; only differences mean anything. */
    long nanoTime();

    /** Returns the wall clock in milliseconds since 1970-01-01T00:00Z; it may jump. */
    long currentTimeMillis();
}
