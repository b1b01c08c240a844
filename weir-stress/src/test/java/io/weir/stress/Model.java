package io.weir.stress;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * A structure whose operations Lincheck interleaves: its class is the one that extends this, and every history of results must be one that the same class
 * gives on one thread.
 */
public abstract class Model implements Check {

    /** Scenarios drawn, and interleavings tried of each. */
    private static final int SCENARIOS = 10;

    private static final int INTERLEAVINGS = 1_000;

    private final int threads;
    private final int operationsBefore;

    /** @param operationsBefore how many operations come before the threads begin; none where the first one decides everything */
    protected Model(int threads, int operationsBefore) {
        this.threads = threads;
        this.operationsBefore = operationsBefore;
    }

    @Override
    public final void run() {
        new ModelCheckingOptions()
                .threads(threads)
                .actorsBefore(operationsBefore)
                .actorsPerThread(3)
                .actorsAfter(1)
                .iterations(SCENARIOS)
                .invocationsPerIteration(INTERLEAVINGS * Soak.FACTOR)
                .check(getClass());
        System.out.println(Check.TRIED + SCENARIOS * INTERLEAVINGS * Soak.FACTOR + " interleavings at most");
    }
}
