package io.weir.bench;

/** What is measured in a run. */
enum Figure {
    /** Records read a second, or those whose results became visible, once warm. */
    RATE,
    /** Records whose results became visible a second, from the start of the program on. */
    RATE_FROM_START,
    /** Nanoseconds of processor time a record, of the program and all its threads. */
    CPU_NANOS,
    /** How many processors the program kept busy. */
    CORES,
    /** How many processors the broker kept busy. */
    BROKER_CORES,
    /** How many processors were busy with something else: a run with much of this says little. */
    FOREIGN_CORES,
    /** Checkpoints, or commits, a second. */
    CHECKPOINTS,
    /** The middle one of the pauses that checkpoints made in the processing of records, in milliseconds. */
    PAUSE_P50,
    /** The longest of these pauses, in milliseconds. */
    PAUSE_MAX,
    /** Seconds from the start of the program to the first result that a reader sees. */
    FIRST_RESULT,
    /** How many results of a key came behind a later one: must be none. */
    MISPLACED,
    /** Milliseconds from when a record was due to when its result was seen: half of them at most this. */
    LATENCY_P50,
    LATENCY_P99,
    LATENCY_P999,
    LATENCY_MAX,
    /** The 99th percentile of the worst time window, in milliseconds. */
    WORST_WINDOW_P99,
    /** The median of the 99th percentiles of all time windows, in milliseconds. */
    MEDIAN_WINDOW_P99
}
