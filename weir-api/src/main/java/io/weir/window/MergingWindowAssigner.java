package io.weir.window;

import java.util.Collection;

/**
 * An assigner whose windows grow together, as those of a session do.
 *
 * <p>Threading: Immutable; the subtasks of a stage share one.
 */
public interface MergingWindowAssigner<T, W extends Window> extends WindowAssigner<T, W> {

    /**
     * Decides which windows of a key become one. Must be a pure function of the windows.
     *
     * @param windows all windows of one key
     * @param callback to be called for each group of two or more that become one, and for no other
     */
    void mergeWindows(Collection<W> windows, MergeCallback<W> callback);

    /** Takes the groups of windows that become one. */
    @FunctionalInterface
    interface MergeCallback<W> {
        /**
         * @param toBeMerged windows that cease to be
         * @param mergeResult what they become; may be one of them
         */
        void merge(Collection<W> toBeMerged, W mergeResult);
    }
}
