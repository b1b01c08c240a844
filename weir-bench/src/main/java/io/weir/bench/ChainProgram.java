package io.weir.bench;

/**
 * W1, W2 or W3 in an engine that is not on the class path of every benchmark. Sources tell the {@link ChainProbe} how far they are and ask it when to stop;
 * sinks show it what comes out.
 *
 * <p>Threading: confined to the thread that measures.
 */
public interface ChainProgram {

    /** Makes the programs of an engine; found by {@link java.util.ServiceLoader}, one in a JVM. */
    interface Provider {

        /** Makes a program; it does not start yet. */
        ChainProgram make(ChainSettings settings, ChainProbe probe);
    }

    /** Returns the engine's version and the settings on which its speed depends, in one line. */
    String settings();

    /** Starts, and returns. */
    void start() throws Exception;

    /**
     * Waits until it has ended, which it does because sources were told to stop. All that was read has then been processed, and windows that were open have
     * ended.
     *
     * @throws IllegalStateException if it did not run through in one attempt
     */
    void join() throws Exception;

    /** Returns how many checkpoints were completed; to be called when it has ended. */
    long checkpoints();
}
