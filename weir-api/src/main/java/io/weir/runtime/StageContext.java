package io.weir.runtime;

import java.util.concurrent.Callable;

/**
 * What a reader or writer knows of its place in the job, and what the engine lends it.
 *
 * <p>Threading: Thread-safe, except {@link #lane}, which is called on the task's thread or while the reader or writer is made.
 */
public interface StageContext {

    /** Returns the identity of the job. */
    JobId jobId();

    /** Returns the name that the user gave the source or sink. */
    String stageName();

    /** Returns the index of this subtask, from 0. */
    int subtask();

    /** Returns how many subtasks the stage has. */
    int parallelism();

    /** Returns the number of this attempt of the job: greater than that of every earlier one, across processes and restarts. */
    long attempt();

    /**
     * Makes a lane for blocking calls.
     *
     * @param purpose a word or two for thread names, such as {@code poll}
     */
    IoLane lane(String purpose);

    /** Asks for another call of a reader that said it had nothing, or of a writer that was not ready. Cheap; callable from any thread. */
    void wakeUp();

    /**
     * Asks for a {@link #wakeUp} in {@code nanos} nanoseconds or a little later, for a reader or writer that waits for a time to come. Each reader
     * and writer has one such timer: asking again replaces what has not come yet. Callable on the task's thread only.
     *
     * <p>Where there are no timers the wake-up comes at once, and the reader looks at {@link #nanoTime} again.
     */
    default void wakeUpAfterNanos(long nanos) {
        wakeUp();
    }

    /**
     * Asks for a checkpoint as soon as there can be one, whatever the interval: for a writer whose output of one checkpoint must not grow any further, for holding the input back would hold the barrier
     * back too; and for a reader whose position has changed without a record. Several requests before that checkpoint are one. Callable from any thread.
     *
     * <p>It is a request: none begins while another is not decided, or too many are not committed. Where there are no checkpoints it does nothing.
     */
    default void requestCheckpoint() {}

    /**
     * Fails the attempt: the job restarts from its last checkpoint as its restart strategy says. For errors that are learnt of outside a call of the
     * engine, such as in a send callback. Callable from any thread; the first failure of an attempt wins.
     */
    void fail(Throwable cause);

    /** Returns a monotonic time in nanoseconds, for measuring intervals only. */
    long nanoTime();

    /** Returns the wall clock in milliseconds since 1970-01-01T00:00Z. */
    long currentTimeMillis();

    /** A call without a result, for {@link IoLane#submit}. */
    static Callable<Boolean> action(Action action) {
        return () -> {
            action.run();
            return Boolean.TRUE;
        };
    }

    /** A blocking call that returns nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}
