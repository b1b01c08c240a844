package io.weir.engine.port;

/**
 * Runs what may block, one piece after the other in the order given.
 *
 * <p>Threading: Thread-safe.
 */
public interface Lane {

    /** Runs {@code work} later, away from the caller. {@code work} must not throw. After {@link #close} nothing new is run. */
    void execute(Runnable work);

    /** Takes no more work; what was given before is still run. Returns at once. Idempotent. */
    void close();

    /** Waits until all work given before {@link #close} has ended, at most for {@code timeoutNanos}; returns whether it has. */
    boolean awaitClosed(long timeoutNanos);

    /** Interrupts what is being run; what waits behind it still has its turn. Never called on a lane that writes files: an interrupt closes them. */
    void interrupt();
}
