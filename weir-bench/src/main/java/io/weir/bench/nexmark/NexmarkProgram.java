package io.weir.bench.nexmark;

import java.util.Set;

/**
 * The queries in one engine.
 *
 * <p>Threading: confined to the thread that measures.
 */
public interface NexmarkProgram {

    /** Makes the programs of an engine that is not on the class path of every benchmark; found by {@link java.util.ServiceLoader}. */
    interface Provider {

        /** Makes the program. */
        NexmarkProgram make();
    }

    /**
     * What a run came to.
     *
     * @param checksum of the results
     * @param results how many came out, those that were replaced later included
     * @param seconds from the end of the warm-up to when the sink had the last result
     * @param processorSeconds that the JVM used from then until the sink said so, which in Weir is at the last barrier
     */
    record Outcome(Checksum checksum, long results, double seconds, double processorSeconds) {}

    /** Returns the queries that there are in this engine. */
    Set<Query> queries();

    /**
     * Runs a query over all events, exactly once, until its last output is committed.
     *
     * @throws IllegalStateException if the job did not run through in one attempt
     */
    Outcome run(NexmarkRun run) throws Exception;
}
