package io.weir.bench.nexmark;

/** What a query puts out. Immutable. */
public interface Result {

    /** Returns a hash of all that it says, the same in every process. */
    default long hash() {
        return withTexts(numbers());
    }

    /** Returns a hash of all that it says in numbers. */
    long numbers();

    /** Adds all that it says in texts to a hash. */
    default long withTexts(long hash) {
        return hash;
    }

    /** What replaces an earlier result with the same key. */
    interface Update extends Result {

        /** Returns what it is the newest result about: unique, but for a chance of two to the power of minus 64. */
        long key();
    }
}
