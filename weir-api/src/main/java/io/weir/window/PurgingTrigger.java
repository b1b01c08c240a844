package io.weir.window;

import java.util.List;
import java.util.Objects;

/**
 * Does as another trigger says, and drops the contents of a window whenever its result is emitted.
 *
 * <p>Threading: Immutable.
 */
public final class PurgingTrigger<T, W extends Window> implements Trigger<T, W> {

    private final Trigger<T, W> nested;

    private PurgingTrigger(Trigger<T, W> nested) {
        this.nested = Objects.requireNonNull(nested, "nested");
    }

    /** Returns a trigger that does as {@code nested} says. */
    public static <T, W extends Window> PurgingTrigger<T, W> of(Trigger<T, W> nested) {
        return new PurgingTrigger<>(nested);
    }

    @Override
    public TriggerResult onElement(T element, long timestamp, W window, Context context) {
        return purging(nested.onElement(element, timestamp, window, context));
    }

    @Override
    public TriggerResult onEventTime(long time, W window, Context context) {
        return purging(nested.onEventTime(time, window, context));
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, Context context) {
        return purging(nested.onProcessingTime(time, window, context));
    }

    @Override
    public void clear(W window, Context context) {
        nested.clear(window, context);
    }

    @Override
    public List<TriggerState<?>> states() {
        return nested.states();
    }

    @Override
    public boolean canMerge() {
        return nested.canMerge();
    }

    @Override
    public void onMerge(W window, Context context) {
        nested.onMerge(window, context);
    }

    private static TriggerResult purging(TriggerResult result) {
        return result.isFire() ? TriggerResult.FIRE_AND_PURGE : result;
    }
}
