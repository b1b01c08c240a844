package io.weir.graph;

import io.weir.window.Window;
import java.util.List;

/**
 * Makes the output of a window from all of its records. They are kept until the window is dropped: where an aggregate does, it takes less. Must be a pure function of
 * its arguments.
 *
 * <p>Threading: one instance is used by all subtasks of a stage.
 *
 * @param <T> the records
 * @param <R> what is emitted
 */
@FunctionalInterface
public interface ProcessWindowFunction<T, R, K, W extends Window> {

    /**
     * Called whenever the window's trigger says so. What is emitted has the window's {@link Window#maxTimestamp}.
     *
     * @param elements the window's records, in the order in which they came; unmodifiable
     */
    void process(K key, W window, List<T> elements, Collector<R> out);
}
