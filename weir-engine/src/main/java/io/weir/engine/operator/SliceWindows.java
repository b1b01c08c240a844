package io.weir.engine.operator;

import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.SliceTables;
import io.weir.engine.state.Table;
import io.weir.time.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * What is done for each window, and not for each record, of a stage whose windows are made up of slices: finds the slice of a record, or that it is late; puts windows together
 * when the watermark reaches their end; drops slices that no window needs any more.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>W4: a window has its result once when the watermark reaches its end, and again only for a record that comes within the allowed lateness.
 *   <li>W5: a slice is there until no window that has it can have a result.
 * </ul>
 */
final class SliceWindows implements Slices, ByTime {

    private final String stage;
    private final SlicePlan plan;
    private final long latenessMillis;
    private final SliceTables slices;
    private final GroupTimes times;
    private final WindowResults results;
    private final LateRecords late;
    private long watermark = Timestamps.NONE;

    /** The slice entered last. */
    private long entered;

    private long enteredTime;
    private long from = Timestamps.MAX;
    private long firedCount;

    /** Whether the record that was in no slice is late. */
    private boolean missedLate;

    SliceWindows(
            String stage,
            SlicePlan plan,
            long latenessMillis,
            SliceTables slices,
            GroupTimes times,
            WindowResults results,
            LateRecords late) {
        this.stage = stage;
        this.plan = plan;
        this.latenessMillis = latenessMillis;
        this.slices = slices;
        this.times = times;
        this.results = results;
        this.late = late;
    }

    /** Null if the record is late, or in no window. */
    @Override
    public @Nullable Table enter(long timestamp, int keyGroup) {
        if (timestamp == Timestamps.NONE) {
            throw LateRecords.noTimestamp(stage);
        }
        long slice = plan.sliceOf(timestamp);
        long last = plan.lastWindow(slice);
        boolean caughtUp = watermark >= times.restoredMax();
        long time = caughtUp ? watermark : times.of(keyGroup);
        boolean inNone = plan.hasGaps() && last < plan.firstWindow(slice);
        missedLate = isOver(inNone ? timestamp : last - 1, time);
        if (missedLate || inNone) {
            return null;
        }
        entered = slice;
        enteredTime = time;
        from = caughtUp ? slice - plan.sliceMillis() : Timestamps.MAX;
        return slices.of(slice);
    }

    @Override
    public void miss(Object value, long timestamp) {
        if (missedLate) {
            late.take(value, timestamp);
        }
    }

    @Override
    public long from() {
        return from;
    }

    @Override
    public long to() {
        return entered;
    }

    @Override
    public boolean isAmended() {
        return latenessMillis > 0 && plan.firstWindow(entered) - 1 <= enteredTime;
    }

    @Override
    public Object merge(Object older, Object newer) {
        return results.merge(older, newer);
    }

    @Override
    public void amend(KeyContext key) {
        long last = plan.lastWindow(entered);
        for (long window = plan.firstWindow(entered);
                window <= last && window - 1 <= enteredTime;
                window += plan.stepMillis()) {
            if (!isOver(window - 1, enteredTime)) {
                amend(key, window);
            }
        }
    }

    private void amend(KeyContext key, long window) {
        long start = plan.start(window);
        Object whole = Table.ABSENT;
        for (int i = slices.firstFrom(start + 1); i < slices.count() && slices.endAt(i) <= window; i++) {
            Table table = slices.tableAt(i);
            Object part = table.value(table.slotOf(key));
            if (part != Table.ABSENT) {
                whole = whole == Table.ABSENT ? part : results.merge(whole, part);
            }
        }
        results.emit(key.key(), whole, start, window);
    }

    /** Emits the results of windows that end by now, and drops what no window needs any more. */
    @Override
    public void advance(long newWatermark) {
        if (newWatermark <= watermark) {
            return;
        }
        long before = watermark;
        watermark = newWatermark;
        times.advance(latenessMillis == 0 && !plan.hasGaps() ? plan.settled(newWatermark) : newWatermark);
        if (slices.count() == 0) {
            return;
        }
        long window = nextWindow(before);
        while (window - 1 <= newWatermark) {
            int first = slices.firstFrom(plan.start(window) + 1);
            if (first == slices.count()) {
                break;
            }
            if (slices.endAt(first) > window) {
                window = plan.firstWindow(slices.endAt(first));
                continue;
            }
            emit(first, window);
            window += plan.stepMillis();
        }
        drop();
    }

    /** Returns the first window that ends after a time, and is not before the first slice. */
    private long nextWindow(long time) {
        long window = plan.firstWindow(slices.endAt(0));
        return time == Timestamps.NONE ? window : Math.max(window, plan.firstWindow(time + 2));
    }

    @Override
    public long nextTime() {
        return slices.count() == 0 ? Timestamps.MAX : nextWindow(watermark) - 1;
    }

    @Override
    public long firedCount() {
        return firedCount;
    }

    private void emit(int first, long window) {
        firedCount++;
        GroupTimes except = times.restoredMax() >= window - 1 ? times : null;
        Table table = slices.tableAt(first);
        if (first + 1 < slices.count() && slices.endAt(first + 1) <= window) {
            table = slices.scratch();
            for (int i = first; i < slices.count() && slices.endAt(i) <= window; i++) {
                results.merge(slices.tableAt(i), table);
            }
        }
        results.emit(table, plan.start(window), window, except);
    }

    private void drop() {
        while (slices.count() > 0 && isOver(plan.lastWindow(slices.endAt(0)) - 1, watermark)) {
            slices.drop(0);
            firedCount++;
        }
    }

    private boolean isOver(long maxTimestamp, long time) {
        return LateRecords.endOf(maxTimestamp, latenessMillis) <= time;
    }
}
