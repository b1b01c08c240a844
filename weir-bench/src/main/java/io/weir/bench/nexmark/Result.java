package io.weir.bench.nexmark;

/** What a query puts out. Immutable. */
public interface Result {

    /** Returns a hash of all that it says, the same in every process. */
    long hash();

    /** What replaces an earlier result with the same key. */
    interface Update extends Result {

        /** Returns what it is the newest result about: unique, but for a chance of two to the power of minus 64. */
        long key();
    }
}
