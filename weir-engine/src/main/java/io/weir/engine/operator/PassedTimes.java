package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.SliceTables;
import io.weir.engine.state.Table;
import io.weir.time.TimeDomain;
import io.weir.time.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * When the records of each key have passed that a later record may be too close to. Times are kept in slices as long as the horizon, so that a key has at most one in each, a record is compared with
 * three at most, and what is over is dropped slice by slice, without a timer for each key.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>D1: no two times of a key are closer than the horizon.
 *   <li>D2: a time is there until every record that is closer to it than the horizon is late.
 * </ul>
 */
final class PassedTimes {

    private final String stage;
    private final boolean byClock;
    private final ForwardClock clock;
    private final long horizonMillis;
    private final long latenessMillis;
    private final SliceTables slices;
    private final GroupTimes times;
    private long watermark = Timestamps.NONE;
    private long droppedCount;

    /** @param times how far time had come when something was forgotten */
    PassedTimes(
            String stage,
            TimeDomain domain,
            ForwardClock clock,
            long horizonMillis,
            long latenessMillis,
            SliceTables slices,
            GroupTimes times) {
        this.stage = stage;
        this.byClock = domain == TimeDomain.PROCESSING_TIME;
        this.clock = clock;
        this.horizonMillis = horizonMillis;
        this.latenessMillis = latenessMillis;
        this.slices = slices;
        this.times = times;
    }

    /** Returns the end of the slice that a time is in. */
    static long endOf(long time, long horizonMillis) {
        long end = time - Math.floorMod(time, horizonMillis) + horizonMillis;
        return end < time ? Long.MAX_VALUE : end;
    }

    /** Returns the time that a record with this timestamp is compared by. */
    long timeOf(long timestamp) {
        if (byClock) {
            return clock.getAsLong();
        }
        if (timestamp == Timestamps.NONE) {
            throw LateRecords.noTimestamp(stage);
        }
        return timestamp;
    }

    /** Returns whether what a record has to be compared with may be forgotten. */
    boolean isLate(long time, int keyHash) {
        return !byClock
                && LateRecords.endOf(time, latenessMillis) <= Math.max(watermark, times.of(KeyGroups.groupOf(keyHash)));
    }

    long horizonMillis() {
        return horizonMillis;
    }

    /** Returns the entries of the slice with this end, which begins to be if it is not there. */
    Table enter(long end) {
        return slices.of(end);
    }

    /** Returns the entries of the slice with this end; null if it has none. */
    @Nullable Table find(long end) {
        return slices.find(end);
    }

    /** Moves event time, and forgets. */
    void watermark(long timestamp) {
        if (!byClock && timestamp > watermark) {
            watermark = timestamp;
            forget(timestamp);
        }
    }

    /** Returns when something is to be forgotten by the clock; {@link Long#MAX_VALUE} for never. */
    long dueMillis() {
        return byClock && slices.count() > 0 ? ForwardClock.behind(overAt(0)) : Long.MAX_VALUE;
    }

    /** Forgets by the clock. A record that comes in this millisecond may still be a duplicate. */
    void processingTime() {
        forget(clock.getAsLong() - 1);
    }

    private void forget(long over) {
        while (slices.count() > 0 && overAt(0) <= over) {
            slices.drop(0);
            droppedCount++;
            times.advance(over);
        }
    }

    /** Returns the last time of a record that may be too close to one in a slice, at which it is not late. */
    private long overAt(int index) {
        return LateRecords.endOf(slices.endAt(index) + horizonMillis - 2, latenessMillis);
    }

    /** See {@link Operator#firedCount}. */
    long droppedCount() {
        return droppedCount;
    }
}
