package io.weir.engine.operator;

import io.weir.time.Timestamps;
import java.util.function.LongSupplier;

/**
 * The machine's clock as a stage of processing time sees it: it never goes back, also not behind the time that is in a checkpoint, so that what has ended stays so.
 *
 * <p>Threading: confined to one task.
 */
public final class ForwardClock implements LongSupplier {

    private final LongSupplier clockMillis;
    private long latest;

    /** @param passed a time that is over; {@link Timestamps#NONE} if there is none */
    public ForwardClock(LongSupplier clockMillis, long passed) {
        this.clockMillis = clockMillis;
        this.latest = passed == Timestamps.NONE ? passed : passed + 1;
    }

    @Override
    public long getAsLong() {
        latest = Math.max(latest, clockMillis.getAsLong());
        return latest;
    }

    /** Returns when the clock has passed a time; {@link Long#MAX_VALUE} for never. */
    public static long behind(long time) {
        return time == Timestamps.MAX ? time : time + 1;
    }
}
