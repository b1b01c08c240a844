package io.weir.engine.state;

/**
 * Where keyed state lies that is too large for memory. Memory then holds only what was used last and what changed since the last barrier.
 *
 * <p>A backend is a cache, and nothing relies on it after a crash: what is durable is in the journal of checkpoints, with or without one, and each start fills the
 * backend from there.
 *
 * <p>Threading: Immutable; one backend may serve several jobs.
 */
@FunctionalInterface
public interface StateBackend {

    /**
     * Opens the stores of one attempt of a job, all empty. Called by a thread that may block.
     *
     * @throws io.weir.error.WeirException if that is not possible, with what to do about it
     */
    StateStores open(String jobName);
}
