package io.weir.engine.exchange;

import io.weir.time.Timestamps;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far the subtasks of a source have come in event time, as far as they are in this process. A subtask that is ahead of another lets the records that are on their way
 * have their turn first: what it would read waits behind the other's in windows, timers and joins, and makes state larger than the caches.
 *
 * <p>What a subtask sees of others may be old; nothing but speed depends on it.
 *
 * <p>Threading: Thread-safe; each subtask tells its own time.
 */
public final class SourceTimes {

    /** Longs between two times: subtasks do not write to each other's cache lines, nor to those that are fetched along with them. */
    private static final int STRIDE = 16;

    private final int count;
    private final AtomicLongArray times;

    /** @param count of subtasks */
    public SourceTimes(int count) {
        long[] none = new long[count * STRIDE];
        Arrays.fill(none, Timestamps.NONE);
        this.count = count;
        this.times = new AtomicLongArray(none);
    }

    /** @param time {@link Timestamps#MAX} for a subtask that nobody has to wait for */
    public void tell(int subtask, long time) {
        times.setOpaque(subtask * STRIDE, time);
    }

    /** Returns how far a subtask has come. */
    public long of(int subtask) {
        return times.getOpaque(subtask * STRIDE);
    }

    /** Returns how far the one has come that has come least, of those that have begun; {@link Timestamps#MAX} if nobody has to wait. */
    public long least() {
        long least = Timestamps.MAX;
        for (int subtask = 0; subtask < count; subtask++) {
            long time = of(subtask);
            if (time != Timestamps.NONE) {
                least = Math.min(least, time);
            }
        }
        return least;
    }
}
