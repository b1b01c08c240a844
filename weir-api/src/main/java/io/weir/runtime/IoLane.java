package io.weir.runtime;

import java.util.concurrent.Callable;

/**
 * Runs blocking calls away from the task, one at a time and in the order they were submitted, and brings each outcome back to the task.
 *
 * <p>This is how a reader or writer, which must never block, uses a blocking client. Whatever a connector does through lanes can be run by the
 * simulator; a thread of the connector's own cannot.
 *
 * <p>Threading: {@link #submit} is called by the task that owns the lane, or from within a call on the lane. The outcome is delivered on the task's
 * thread, never on the lane's, and never after the task has been closed. The engine closes a lane with the reader or writer that asked for it,
 * after running what was submitted before, and interrupts a call that does not return within the engine's close timeout (10 s).
 */
public interface IoLane {

    /**
     * Runs {@code call} on the lane, then {@code done} on the task.
     *
     * <p>If {@code call} throws, {@code done} is not run and the task fails with that exception, and with it the attempt: the job restarts from its
     * last checkpoint as its restart strategy says. A call that can fail without failing the job catches what it expects and returns it as a value.
     */
    <R> void submit(Callable<R> call, Completion<? super R> done);

    /** Takes the outcome of a call, on the task's thread. */
    @FunctionalInterface
    interface Completion<R> {
        void accept(R result);
    }
}
