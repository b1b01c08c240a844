package io.weir.window;

import io.weir.state.ValueState;
import java.time.Duration;
import java.util.List;

/**
 * Emits a window whenever the clock has passed another interval in which records have come. A window by processing time that has some since its last result is emitted at its end too; one by event time is
 * not, for its end is not one of the clock: {@link ContinuousEventTimeTrigger} emits that whole.
 *
 * <p>Threading: Immutable.
 */
public final class ContinuousProcessingTimeTrigger implements Trigger<Object, Window> {

    private static final TriggerState<Long> NEXT = new TriggerState<>("next-by-clock", Long.class, Math::min);

    private final long intervalMillis;

    private ContinuousProcessingTimeTrigger(long intervalMillis) {
        Spans.requirePositive("interval", intervalMillis);
        this.intervalMillis = intervalMillis;
    }

    /** @param interval at least 1 ms; the results of a window come at the multiples of it */
    public static ContinuousProcessingTimeTrigger of(Duration interval) {
        return new ContinuousProcessingTimeTrigger(interval.toMillis());
    }

    /** A window by processing time may end before the interval does. */
    @Override
    public TriggerResult onElement(Object element, long timestamp, Window window, Context context) {
        ValueState<Long> next = context.state(NEXT);
        if (next.value() == null) {
            long now = context.currentProcessingTime();
            long end = Spans.startOf(now, intervalMillis, 0) + intervalMillis - 1;
            if (window.maxTimestamp() >= now) {
                end = Math.min(end, window.maxTimestamp());
            }
            next.update(end);
            context.registerProcessingTimeTimer(end);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context) {
        ValueState<Long> next = context.state(NEXT);
        Long expected = next.value();
        if (expected == null || expected != time) {
            return TriggerResult.CONTINUE;
        }
        next.clear();
        return TriggerResult.FIRE;
    }

    @Override
    public void clear(Window window, Context context) {
        ValueState<Long> next = context.state(NEXT);
        Long time = next.value();
        if (time != null) {
            context.deleteProcessingTimeTimer(time);
            next.clear();
        }
    }

    @Override
    public List<TriggerState<?>> states() {
        return List.of(NEXT);
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(Window window, Context context) {
        Long next = context.state(NEXT).value();
        if (next != null) {
            context.registerProcessingTimeTimer(next);
        }
    }
}
