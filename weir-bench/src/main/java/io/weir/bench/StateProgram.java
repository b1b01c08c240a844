package io.weir.bench;

import java.util.List;

/**
 * A program of the state benchmark: generate, divide by key, aggregate each key in state, discard. One thread processes all records, in the order of their
 * indices.
 *
 * <p>Threading: confined to the thread that measures.
 */
public interface StateProgram {

    /** Makes the programs of an engine that is not on the class path of every benchmark; found by {@link java.util.ServiceLoader}. */
    interface Provider {

        /** Makes the program of a contender that is of this engine. */
        StateProgram make(StateContender contender);
    }

    /** A checkpoint from its trigger to when it was complete. */
    record Span(long completedEpochMillis, double millis) {}

    /** Starts, and returns; from then on the probe is told of every result, and of each barrier. */
    void start(StateSettings settings, StateProbe probe) throws Exception;

    /**
     * Looks whether it still runs.
     *
     * @throws IllegalStateException if it does not
     */
    void requireRunning() throws Exception;

    /** Returns the checkpoints that were completed up to now. */
    List<Span> checkpoints() throws Exception;

    /** Ends it, without a last checkpoint, and waits until no thread of it runs any more. */
    void close() throws Exception;
}
