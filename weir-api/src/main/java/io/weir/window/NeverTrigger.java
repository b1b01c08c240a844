package io.weir.window;

/** Emits nothing. */
record NeverTrigger() implements Trigger<Object, Window> {

    @Override
    public TriggerResult onElement(Object element, long timestamp, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public void clear(Window window, Context context) {}
}
