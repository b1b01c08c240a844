package io.weir.engine.time;

import io.weir.time.Timestamps;
import java.util.Arrays;

/**
 * The event time of several inputs: the least of those that are not idle. It never goes back.
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

    /** Moves an input's time, and makes it take part again if it was idle; returns whether the time of all has moved. */
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

    /** Returns whether every input is idle. */
    public boolean allIdle() {
        for (boolean each : idle) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    /** Returns the time of all; {@link Timestamps#NONE} while an input has none. */
    public long current() {
        return current;
    }

    private boolean update() {
        long least = Timestamps.MAX;
        boolean any = false;
        for (int i = 0; i < watermarks.length; i++) {
            if (!idle[i]) {
                least = Math.min(least, watermarks[i]);
                any = true;
            }
        }
        if (!any || least <= current) {
            return false;
        }
        current = least;
        return true;
    }
}
