package io.weir.engine.operator;

import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.time.Timestamps;
import java.util.List;

/**
 * Windows by the clock: those of event time, given the time of the clock as the timestamp of each record, and as the watermark.
 *
 * <p>A window ends when the clock has passed its last millisecond, so that no record that belongs to it comes after its result.
 */
public final class ClockedWindowOperator implements Operator, Timed, Fetching {

    private final Operator windows;
    private final ByTime ends;
    private final ForwardClock clock;

    /** @param ends of {@code windows} */
    public ClockedWindowOperator(Operator windows, ByTime ends, ForwardClock clock) {
        this.windows = windows;
        this.ends = ends;
        this.clock = clock;
    }

    @Override
    public void accept(Object value, long timestamp) {
        windows.accept(value, clock.getAsLong());
    }

    @Override
    public void fetch(long[] keys, int count) {
        if (windows instanceof Fetching keeper) {
            keeper.fetch(keys, count);
        }
    }

    @Override
    public boolean isLarge() {
        return windows instanceof Fetching keeper && keeper.isLarge();
    }

    @Override
    public long dueMillis() {
        return ForwardClock.behind(ends.nextTime());
    }

    @Override
    public void processingTime(long nowMillis) {
        windows.watermark(clock.getAsLong() - 1);
    }

    /** When the input is at its end, all windows are, for there is nobody who would wait for them. */
    @Override
    public boolean watermark(long timestamp) {
        if (timestamp == Timestamps.MAX) {
            for (long next = ends.nextTime(); next != Timestamps.MAX; next = ends.nextTime()) {
                windows.watermark(next);
            }
        }
        return true;
    }

    @Override
    public long firedCount() {
        return windows.firedCount();
    }

    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        return windows.capture(scope);
    }
}
