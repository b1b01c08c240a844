package io.weir.bench;

import java.util.List;
import java.util.Map;

/**
 * Work that goes on, on threads of its own, until it is told to stop.
 *
 * <p>Threading: confined to the thread that measures.
 */
interface Workload {

    void start() throws Exception;

    /** Returns whether records flow: what is loaded, compiled and deployed before is no part of the warm-up. */
    default boolean hasBegun() {
        return true;
    }

    /**
     * Ends the work, and waits until it has.
     *
     * @throws IllegalStateException if its results are wrong
     */
    void stop() throws Exception;

    /** Returns the settings on which its speed depends, in one line; empty if there are none to tell. */
    default String settings() {
        return "";
    }

    /** Is called when the measured time begins and when it ends: for readers whose marks are not made by their checkpoints. */
    default void look() {}

    /** Returns how far each reader came, and when; to be called when the work has ended. */
    List<Marks> marks();

    /** Returns what else was seen; to be called when the work has ended. */
    Map<Figure, Double> observations();
}
