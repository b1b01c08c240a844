package io.weir.time;

/**
 * The time of a keyed function, and the timers of the current key. The names are Flink's.
 *
 * <p>A key has one timer for each timestamp and {@link TimeDomain}: registering it again changes nothing. Timers are keyed state: they are in the checkpoint, and
 * fire after a restart, at whatever parallelism.
 *
 * <p>At the end of a bounded input the watermark is {@link Timestamps#MAX}, and every timer of event time fires; timers of processing time that are not due yet are
 * dropped with the rest of the finished job. When a job is stopped both kinds stay in its checkpoint.
 *
 * <p>Threading: confined to the call in whose context it was handed out.
 */
public interface TimerService {

    /** Returns the machine's clock in milliseconds since 1970-01-01T00:00Z; it may jump. A function that uses it is not deterministic. */
    long currentProcessingTime();

    /** Returns the stage's watermark in milliseconds, or {@link Timestamps#NONE}; {@link Timestamps#MAX} at the end of a bounded input. */
    long currentWatermark();

    /**
     * Registers a timer that fires when the clock has reached {@code timestamp}; soon, if it has already. One at {@link Timestamps#MAX} never fires.
     *
     * @param timestamp milliseconds since 1970-01-01T00:00Z
     */
    void registerProcessingTimeTimer(long timestamp);

    /**
     * Registers a timer that fires when the watermark reaches {@code timestamp}: with the next watermark if it has already, and within the same one if it is
     * registered in {@code onTimer}. One at {@link Timestamps#MAX} fires at the end of a bounded input.
     *
     * @param timestamp milliseconds since 1970-01-01T00:00Z
     */
    void registerEventTimeTimer(long timestamp);

    /** Deletes a timer of the current key, if there is one. */
    void deleteProcessingTimeTimer(long timestamp);

    /** Deletes a timer of the current key, if there is one. */
    void deleteEventTimeTimer(long timestamp);
}
