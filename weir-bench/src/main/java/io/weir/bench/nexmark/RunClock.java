package io.weir.bench.nexmark;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * From when a certain event was made to when the last sink had its last result.
 *
 * <p>Threading: Thread-safe.
 */
public final class RunClock {

    private static final double NANOS_PER_SECOND = 1e9;

    private final long startIndex;
    private final AtomicReference<@Nullable Moment> start = new AtomicReference<>();
    private final AtomicReference<@Nullable Moment> end = new AtomicReference<>();

    /** When the last result came, by {@link System#nanoTime}. */
    private final AtomicLong lastNanos = new AtomicLong(Long.MIN_VALUE);

    /** When it was, and how much processor time this JVM had used by then. */
    private record Moment(long nanos, long processorNanos) {

        static Moment now() {
            Duration used = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            return new Moment(System.nanoTime(), used.toNanos());
        }
    }

    /** @param startIndex of the event that starts the clock */
    public RunClock(long startIndex) {
        this.startIndex = startIndex;
    }

    /** An event is about to be made. */
    public void making(long index) {
        if (index == startIndex) {
            start.set(Moment.now());
        }
    }

    /** A sink has just got all that it had to up to now. */
    public void received() {
        received(System.nanoTime());
    }

    /**
     * A sink has got all that it had to up to now.
     *
     * @param nanos when it got the last of it, by {@link System#nanoTime}; of several sinks the latest counts
     */
    public void received(long nanos) {
        lastNanos.accumulateAndGet(nanos, Math::max);
        end.set(Moment.now());
    }

    /** Returns the time between. */
    public double seconds() {
        return (lastNanos.get() - moment(start).nanos) / NANOS_PER_SECOND;
    }

    /** Returns the processor time that this JVM used from the start until the last sink said that it had all. */
    public double processorSeconds() {
        return (moment(end).processorNanos - moment(start).processorNanos) / NANOS_PER_SECOND;
    }

    private static Moment moment(AtomicReference<@Nullable Moment> reference) {
        Moment moment = reference.get();
        if (moment == null) {
            throw new IllegalStateException("the event that starts the clock was not made, or nothing was received");
        }
        return moment;
    }
}
