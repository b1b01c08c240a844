package io.weir.engine.time;

import io.weir.time.Timestamps;
import java.util.Arrays;

/**
 * The event time of several inputs: the least of those that are neither idle nor at their end. It never goes back. An input at its end says nothing of the time of
 * others: with all of these idle time stands still, and only when every input is at its end it is {@link Timestamps#MAX}.
 *
 * <p>Threading: confined to one task.
 */
public final class WatermarkMerger {

    private final long[] watermarks;
    private final boolean[] idle;
    private long current = Timestamps.NONE;

    public WatermarkMerger(int inputCount) {
        watermarks = new long[inputCount];
        Arrays.fill(watermarks, Timestamps.NONE);
        idle = new boolean[inputCount];
    }

    /**
     * Moves an input's time, and makes it take part again if it was idle; returns whether the time of all has moved.
     *
     * @param timestamp {@link Timestamps#MAX} if the input is at its end
     */
    public boolean advance(int input, long timestamp) {
        idle[input] = false;
        watermarks[input] = Math.max(watermarks[input], timestamp);
        return update();
    }

    /** Leaves an input out until it advances; returns whether the time of all has moved. */
    public boolean idle(int input) {
        idle[input] = true;
        return update();
    }

    /** Returns whether no input holds event time back, and not every one is at its end. */
    public boolean isIdle() {
        boolean any = false;
        for (int i = 0; i < watermarks.length; i++) {
            if (watermarks[i] != Timestamps.MAX) {
                if (!idle[i]) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** Returns the time of all; {@link Timestamps#NONE} while an input has none. */
    public long current() {
        return current;
    }

    private boolean update() {
        long least = Timestamps.MAX;
        if (isIdle()) {
            return false;
        }
        for (int i = 0; i < watermarks.length; i++) {
            if (!idle[i]) {
                least = Math.min(least, watermarks[i]);
            }
        }
        if (least <= current) {
            return false;
        }
        current = least;
        return true;
    }
}
