package io.weir.bench.nexmark;

/** How a query's results are compared with the batch computation's. */
public enum Output {
    /** Each result is final: number and contents of all of them are compared, in any order. */
    APPEND,
    /** A result replaces the one before it with the same key; the last one of each key is compared. How many there are on the way depends on the order of the input. */
    UPDATES,
    /** Results add up: what they come to for each key is compared, however they were cut. */
    SUMS
}
