package io.weir.engine.operator;

import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.graph.WindowContents.Accumulated;
import io.weir.time.Timestamps;
import io.weir.window.CumulativeWindows;
import io.weir.window.EventTimeTrigger;
import io.weir.window.ProcessingTimeTrigger;
import io.weir.window.ProcessingTimeWindows;
import io.weir.window.SlidingWindows;
import io.weir.window.TumblingWindows;
import io.weir.window.WindowAssigner;
import org.jspecify.annotations.Nullable;

/**
 * How windows that are the same for every key are made up of slices: spans of event time that no window divides. A record is added to its slice, once; a window is put together
 * from its slices when it ends. A slice, and a window, goes by its end: the first timestamp behind it.
 *
 * <p>Threading: Immutable.
 *
 * @param sliceMillis the size of a slice
 * @param stepMillis one window ends every so often
 * @param anchor the end of one window
 * @param sizeMillis the size of the largest windows
 * @param begin the beginning of one of the largest windows
 * @param cumulative whether windows begin every {@code sizeMillis}; if not each has the same size
 * @param byClock whether the clock says what belongs to them, and when they end
 */
public record SlicePlan(
        long sliceMillis,
        long stepMillis,
        long anchor,
        long sizeMillis,
        long begin,
        boolean cumulative,
        boolean byClock) {

    /** Returns the plan of a stage; null if its windows cannot be sliced. */
    public static @Nullable SlicePlan of(Operation.Windowed windowed) {
        // Not a pattern: a window's type is forgotten.
        WindowAssigner<?, ?> assigner = windowed.assigner();
        boolean byClock = assigner instanceof ProcessingTimeWindows<?>;
        if (!(windowed.contents() instanceof Accumulated accumulated)
                || !(byClock
                        ? windowed.trigger() instanceof ProcessingTimeTrigger
                        : windowed.trigger() instanceof EventTimeTrigger)) {
            return null;
        }
        SlicePlan plan =
                of(assigner instanceof ProcessingTimeWindows<?> clocked ? clocked.windows() : assigner, byClock);
        return plan != null && (accumulated.merge() != null || plan.isWhole()) ? plan : null;
    }

    /**
     * Returns whether records may be combined before they come to a stage: it has such windows, all of the records of a slice are late or none is, and no late one is shown
     * or changes a result by itself, and none becomes a dead letter, which is told of single records.
     */
    public static boolean isCombinable(Stage stage) {
        if (stage.onError() != null
                || !(stage.operation() instanceof Operation.Windowed windowed)
                || windowed.lateTag() != null
                || windowed.allowedLatenessMillis() > 0
                || !(windowed.contents() instanceof Accumulated accumulated)
                || accumulated.merge() == null) {
            return false;
        }
        SlicePlan plan = of(windowed);
        return plan != null && !plan.byClock() && !plan.hasGaps();
    }

    private static @Nullable SlicePlan of(WindowAssigner<?, ?> assigner, boolean byClock) {
        if (assigner instanceof TumblingWindows tumbling) {
            long size = tumbling.sizeMillis();
            return new SlicePlan(size, size, tumbling.offsetMillis(), size, tumbling.offsetMillis(), false, byClock);
        }
        if (assigner instanceof SlidingWindows sliding) {
            long size = sliding.sizeMillis();
            long slide = sliding.slideMillis();
            long offset = sliding.offsetMillis();
            return new SlicePlan(gcd(size, slide), slide, offset + size, size, offset, false, byClock);
        }
        if (assigner instanceof CumulativeWindows cumulative) {
            long step = cumulative.stepMillis();
            long offset = cumulative.offsetMillis();
            return new SlicePlan(step, step, offset, cumulative.maxSizeMillis(), offset, true, byClock);
        }
        return null;
    }

    /** Returns what tells windows of these bounds from all others; the same for the same windows, in words that stay the same. */
    String bounds() {
        long period = cumulative ? sizeMillis : stepMillis;
        return sizeMillis + " ms every " + stepMillis + " ms from " + Math.floorMod(begin, period) + " ms"
                + (cumulative ? " cumulative" : "")
                + (byClock ? " by the clock" : "");
    }

    /** Returns whether each window is one slice. */
    boolean isWhole() {
        return sliceMillis == sizeMillis;
    }

    /** Returns whether there are times that no window has. */
    boolean hasGaps() {
        return stepMillis > sizeMillis;
    }

    /** Returns the slice of a timestamp. */
    long sliceOf(long timestamp) {
        return timestamp - Math.floorMod(timestamp - begin, sliceMillis) + sliceMillis;
    }

    /** Returns the first window that has a slice, or begins behind it. */
    long firstWindow(long slice) {
        return slice + Math.floorMod(anchor - slice, stepMillis);
    }

    /** Returns the last window that has a slice; before {@link #firstWindow} if there is none. */
    long lastWindow(long slice) {
        long latest = cumulative
                ? slice - 1 - Math.floorMod(slice - 1 - begin, sizeMillis) + sizeMillis
                : slice - sliceMillis + sizeMillis;
        return latest - Math.floorMod(latest - anchor, stepMillis);
    }

    /** Returns the beginning of a window. */
    long start(long window) {
        return cumulative ? window - 1 - Math.floorMod(window - 1 - begin, sizeMillis) : window - sizeMillis;
    }

    /** Returns the latest of all times at which windows end, that is not after a watermark: what has ended by both is the same. */
    long settled(long watermark) {
        return watermark == Timestamps.MAX || watermark == Timestamps.NONE
                ? watermark
                : watermark - Math.floorMod(watermark + 1 - anchor, stepMillis);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
