package io.weir.graph;

import io.weir.window.Window;

/**
 * Makes the output of a window from what its records were aggregated to. Must be a pure function of its arguments.
 *
 * <p>Threading: one instance is used by all subtasks of a stage.
 *
 * @param <T> the result of the aggregate
 * @param <R> what is emitted
 */
@FunctionalInterface
public interface WindowFunction<T, R, K, W extends Window> {

    /** Called whenever the window's trigger says so. What is emitted has the window's {@link Window#maxTimestamp}. */
    void apply(K key, W window, T result, Collector<R> out);
}
