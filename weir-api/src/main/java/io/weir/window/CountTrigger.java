package io.weir.window;

import io.weir.state.ValueState;
import java.util.List;

/**
 * Emits a window whenever so many more records are in it.
 *
 * <p>Threading: Immutable.
 */
public final class CountTrigger implements Trigger<Object, Window> {

    private static final TriggerState<Long> COUNT = new TriggerState<>("count", Long.class, Long::sum);

    private final long countMax;

    private CountTrigger(long countMax) {
        Spans.requirePositive("count", countMax);
        this.countMax = countMax;
    }

    /** @param count at least 1 */
    public static CountTrigger of(long count) {
        return new CountTrigger(count);
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, Window window, Context context) {
        ValueState<Long> state = context.state(COUNT);
        Long before = state.value();
        long count = (before == null ? 0 : before) + 1;
        if (count < countMax) {
            state.update(count);
            return TriggerResult.CONTINUE;
        }
        state.clear();
        return TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public void clear(Window window, Context context) {}

    @Override
    public List<TriggerState<?>> states() {
        return List.of(COUNT);
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(Window window, Context context) {}
}
