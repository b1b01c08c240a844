package io.weir.graph;

import io.weir.window.Window;
import java.util.List;

/**
 * Makes the output of a window from the records of two streams in it. Must be a pure function of its arguments.
 *
 * <p>Threading: one instance is used by all subtasks of a stage.
 *
 * @param <T> the records of the first stream
 * @param <U> the records of the second stream
 * @param <R> what is emitted
 */
@FunctionalInterface
public interface CoGroupFunction<T, U, R, K, W extends Window> {

    /**
     * Called whenever the window's trigger says so. What is emitted has the window's {@link Window#maxTimestamp}.
     *
     * @param first the window's records of the first stream, in the order in which they came; unmodifiable; may be empty, but not both
     * @param second those of the second stream
     */
    void coGroup(K key, W window, List<T> first, List<U> second, Collector<R> out);
}
