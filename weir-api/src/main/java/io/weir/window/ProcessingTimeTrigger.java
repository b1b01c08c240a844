package io.weir.window;

/**
 * Emits a window when the clock has passed its last timestamp. The default of windows by processing time.
 *
 * <p>Threading: Immutable.
 */
public final class ProcessingTimeTrigger implements Trigger<Object, Window> {

    private static final ProcessingTimeTrigger INSTANCE = new ProcessingTimeTrigger();

    private ProcessingTimeTrigger() {}

    /** Returns the trigger. */
    public static ProcessingTimeTrigger create() {
        return INSTANCE;
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, Window window, Context context) {
        context.registerProcessingTimeTimer(window.maxTimestamp());
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context) {
        return TriggerResult.FIRE;
    }

    @Override
    public void clear(Window window, Context context) {
        context.deleteProcessingTimeTimer(window.maxTimestamp());
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(Window window, Context context) {
        context.registerProcessingTimeTimer(window.maxTimestamp());
    }
}
