package io.weir.engine.operator;

import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.Table;
import io.weir.time.Timestamps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators that remove duplicates have in common, whatever their keys are: all but what is done for each record.
 *
 * <p>Threading: confined to one task.
 */
abstract class DeduplicatingOperator implements Operator, Timed {

    final PassedTimes passed;
    final LateRecords late;
    final Output next;
    private final StageState state;

    /** The tables of these fit times from this to before {@code to}. */
    long from = Timestamps.MAX;

    long to;

    DeduplicatingOperator(StageState state, PassedTimes passed, LateRecords late, Output next) {
        this.state = state;
        this.passed = passed;
        this.late = late;
        this.next = next;
    }

    /** Takes the entries of a slice, and of those beside it if there are any. */
    abstract void enter(@Nullable Table before, Table current, @Nullable Table after);

    /** Enters the slice of a time. */
    final void enter(long time) {
        long horizon = passed.horizonMillis();
        long end = PassedTimes.endOf(time, horizon);
        Table current = passed.enter(end);
        enter(passed.find(end - horizon), current, passed.find(end + horizon));
        from = end - horizon;
        to = end;
    }

    @Override
    public final boolean watermark(long timestamp) {
        passed.watermark(timestamp);
        from = Timestamps.MAX;
        return true;
    }

    @Override
    public final long dueMillis() {
        return passed.dueMillis();
    }

    @Override
    public final void processingTime(long nowMillis) {
        passed.processingTime();
        from = Timestamps.MAX;
    }

    @Override
    public final long firedCount() {
        return passed.droppedCount();
    }

    @Override
    public final List<StateCapture> capture(CaptureScope scope) {
        return state.capture(scope);
    }
}
