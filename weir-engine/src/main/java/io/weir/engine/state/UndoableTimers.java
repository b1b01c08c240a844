package io.weir.engine.state;

import io.weir.time.TimerService;

/**
 * Timers whose changes can be taken back.
 *
 * <p>Threading: confined to one task.
 */
public final class UndoableTimers implements TimerService {

    private final TimerService timers;
    private final KeyContext key;
    private final TimerQueue eventTimers;
    private final TimerQueue processingTimers;
    private final UndoLog log;

    /**
     * @param timers changes the queues
     * @param key of the record being processed
     */
    public UndoableTimers(
            TimerService timers, KeyContext key, TimerQueue eventTimers, TimerQueue processingTimers, UndoLog log) {
        this.timers = timers;
        this.key = key;
        this.eventTimers = eventTimers;
        this.processingTimers = processingTimers;
        this.log = log;
    }

    @Override
    public long currentProcessingTime() {
        return timers.currentProcessingTime();
    }

    @Override
    public long currentWatermark() {
        return timers.currentWatermark();
    }

    @Override
    public void registerProcessingTimeTimer(long timestamp) {
        remember(processingTimers, timestamp);
        timers.registerProcessingTimeTimer(timestamp);
    }

    @Override
    public void registerEventTimeTimer(long timestamp) {
        remember(eventTimers, timestamp);
        timers.registerEventTimeTimer(timestamp);
    }

    @Override
    public void deleteProcessingTimeTimer(long timestamp) {
        remember(processingTimers, timestamp);
        timers.deleteProcessingTimeTimer(timestamp);
    }

    @Override
    public void deleteEventTimeTimer(long timestamp) {
        remember(eventTimers, timestamp);
        timers.deleteEventTimeTimer(timestamp);
    }

    private void remember(TimerQueue queue, long timestamp) {
        if (!log.isRecording()) {
            return;
        }
        if (queue.contains(key, timestamp)) {
            log.add(() -> queue.add(key, timestamp));
        } else {
            log.add(() -> queue.remove(key, timestamp));
        }
    }
}
