package io.weir.engine.port;

/**
 * A cooperative task: a state machine that is called again and again and never blocks.
 *
 * <p>Threading: {@link #run} is called by one worker, {@link #bind} before it.
 */
public interface Task {

    /** Returns the name for messages and thread dumps. */
    String name();

    /** Takes the signal by which the task wakes the worker that will run it. */
    void bind(Signal signal);

    /**
     * Does a bounded piece of work, up to about a millisecond.
     *
     * @param nowNanos the time, in the unit of {@link Clock#nanoTime}
     */
    Progress run(long nowNanos);

    /** Returns when the task wants to be called even if nobody signals, in the unit of {@link Clock#nanoTime}; {@link Long#MAX_VALUE} for never. */
    default long nextRunNanos() {
        return Long.MAX_VALUE;
    }
}
