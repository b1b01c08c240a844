package io.weir.window;

import io.weir.state.ValueState;
import java.time.Duration;
import java.util.List;

/**
 * Emits a window whenever the watermark has passed another interval, at its end, and at each late record that is allowed after that.
 *
 * <p>Threading: Immutable.
 */
public final class ContinuousEventTimeTrigger implements Trigger<Object, Window> {

    private static final TriggerState<Long> NEXT = new TriggerState<>("next", Long.class, Math::min);

    private final long intervalMillis;

    private ContinuousEventTimeTrigger(long intervalMillis) {
        Spans.requirePositive("interval", intervalMillis);
        this.intervalMillis = intervalMillis;
    }

    /** @param interval at least 1 ms; the results of a window come at the multiples of it */
    public static ContinuousEventTimeTrigger of(Duration interval) {
        return new ContinuousEventTimeTrigger(interval.toMillis());
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, Window window, Context context) {
        if (window.maxTimestamp() <= context.currentWatermark()) {
            return TriggerResult.FIRE;
        }
        context.registerEventTimeTimer(window.maxTimestamp());
        if (context.state(NEXT).value() == null) {
            registerNext(Spans.startOf(timestamp, intervalMillis, 0), window, context);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        if (time == window.maxTimestamp()) {
            return TriggerResult.FIRE;
        }
        Long next = context.state(NEXT).value();
        if (next == null || next != time) {
            return TriggerResult.CONTINUE;
        }
        registerNext(time, window, context);
        return TriggerResult.FIRE;
    }

    @Override
    public void clear(Window window, Context context) {
        context.deleteEventTimeTimer(window.maxTimestamp());
        ValueState<Long> next = context.state(NEXT);
        Long time = next.value();
        if (time != null) {
            context.deleteEventTimeTimer(time);
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
        if (window.maxTimestamp() > context.currentWatermark()) {
            context.registerEventTimeTimer(window.maxTimestamp());
        }
        Long next = context.state(NEXT).value();
        if (next != null) {
            context.registerEventTimeTimer(next);
        }
    }

    private void registerNext(long time, Window window, Context context) {
        long next = Math.min(time + intervalMillis, window.maxTimestamp());
        context.state(NEXT).update(next);
        context.registerEventTimeTimer(next);
    }
}
