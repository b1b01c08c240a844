package io.weir.bench;

import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;

/**
 * A program of W4 and W5: reads a topic from its beginning, counts each key, and writes each count, so one result for each record, to another topic in
 * transactions that end with a checkpoint, or a commit of the offsets. One program in a JVM.
 *
 * <p>Threading: confined to the thread that measures.
 */
public interface CountProgram {

    /** Makes the program of an engine that is not on the class path of every benchmark; found by {@link ServiceLoader}. */
    interface Provider {

        /** Makes the program. */
        CountProgram make();
    }

    /** Returns the settings on which its speed depends, in one line. */
    String settings(CountRun run);

    /**
     * Works until everything that stood in the input at the beginning is done, and what came of it is committed.
     *
     * @throws Exception if it could not run through without a restart
     */
    void runToEnd(CountRun run) throws Exception;

    /**
     * Works until it is told to stop, which may leave undone what came last.
     *
     * @param stop is at zero when it must stop
     * @throws Exception if it could not run through without a restart
     */
    void runUntil(CountRun run, CountDownLatch stop) throws Exception;

    /** Returns the program of the peer on the class path. */
    static CountProgram ofPeer() {
        return ServiceLoader.load(Provider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no provider of " + CountProgram.class.getName() + " is on the class path"))
                .make();
    }
}
