package io.weir.bench.nexmark;

import java.util.concurrent.atomic.AtomicLong;

/**
 * From when the first event was made to when the last sink had its last result.
 *
 * <p>Threading: Thread-safe.
 */
public final class RunClock {

    private static final long NEVER = Long.MIN_VALUE;
    private static final double NANOS_PER_SECOND = 1e9;

    private final AtomicLong startNanos = new AtomicLong(NEVER);
    private final AtomicLong endNanos = new AtomicLong(NEVER);

    /** A source begins; the first call counts. */
    public void started() {
        startNanos.compareAndSet(NEVER, System.nanoTime());
    }

    /** A sink has got all that it had to up to now; the last call counts. */
    public void received() {
        endNanos.set(System.nanoTime());
    }

    /** Returns the time between. */
    public double seconds() {
        if (startNanos.get() == NEVER || endNanos.get() == NEVER) {
            throw new IllegalStateException("nothing was made or received");
        }
        return (endNanos.get() - startNanos.get()) / NANOS_PER_SECOND;
    }
}
