package io.weir.engine.port;

/**
 * Wakes a worker that has nothing to do.
 *
 * <p>Threading: Thread-safe.
 */
@FunctionalInterface
public interface Signal {

    /** Makes the worker call its tasks soon. Cheap when the worker is awake. */
    void wake();
}
