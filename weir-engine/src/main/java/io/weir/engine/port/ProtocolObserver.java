package io.weir.engine.port;

/**
 * Is told of every step of the protocol, at the place where it happens: for tests that crash a job there, and for traces.
 *
 * <p>Threading: called from any of the job's threads, several at a time.
 */
@FunctionalInterface
public interface ProtocolObserver {

    /** Looks away. */
    ProtocolObserver NONE = (step, checkpointId, where) -> {};

    /**
     * Called at a step. Must not block and must not throw, but may end the process.
     *
     * @param checkpointId the checkpoint that the step belongs to; for steps of recovery the one that the job goes on from, 0 if there is none or it is not
     *     known yet
     * @param where the job, task or sink, as messages name it
     */
    void reached(ProtocolStep step, long checkpointId, String where);

    /**
     * Called when an attempt has failed, or could not recover; the restart strategy decides what follows. Must not block and must not throw.
     *
     * @param where the task, sink or job, as messages name it
     */
    default void failed(String where, Throwable cause) {}
}
