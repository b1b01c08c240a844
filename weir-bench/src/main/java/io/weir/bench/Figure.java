package io.weir.bench;

/** What is measured in a run. */
enum Figure {
    /** Records read a second, or those whose results became visible, once warm. */
    RATE,
    /** Records whose results became visible a second, from the start of the program on. */
    RATE_FROM_START,
    /** How many results came out. */
    RESULTS,
    /** Nanoseconds of processor time a record, of the program and all its threads. */
    CPU_NANOS,
    /** Nanoseconds of processor time a record, of the server that the program writes to. */
    SERVER_CPU_NANOS,
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
    PAUSE_P99,
    PAUSE_P999,
    /** How many of these pauses there were. */
    PAUSE_COUNT,
    /** The longest of these pauses, in milliseconds. */
    PAUSE_MAX,
    /** The longest time in which no thousand records were done, checkpoint or not, in milliseconds. */
    STALL_MAX,
    /** How many checkpoints were decided in the measured time. */
    CHECKPOINT_COUNT,
    /** The middle one of the times from a checkpoint's trigger to its decision, in milliseconds. */
    CHECKPOINT_P50,
    /** The longest of these times, in milliseconds. */
    CHECKPOINT_MAX,
    /** Seconds until every key had a value. */
    PREFILL,
    /** Bytes of the checkpoints' files. */
    STORED_BYTES,
    /** Bytes that the program gave to write calls, a second. */
    WRITTEN_BYTES,
    /** Bytes of the files that a recovery reads. */
    RECOVERED_BYTES,
    /** Bytes a second at which these files can be read from front to back, in the same state of the page cache. */
    READ_RATE,
    /** Seconds from the start of the engine until the journal has been read. */
    RECOVERY_READ,
    /** Seconds from the start of the engine until its tasks run. */
    RECOVERY_RUNNING,
    /** Seconds from the start of the engine to the first result. */
    RECOVERY_FIRST_RESULT,
    /** Bytes a second from the start of the engine to the first result. */
    RECOVERY_RATE,
    /** The time to the first result as a multiple of what reading the files takes. */
    RECOVERY_RATIO,
    /**
     * Seconds to the first result: of W4 from when the program, whose JVM runs, is told to go until the result is committed; of the start from {@code main} until
     * it is at the sink, not yet committed.
     */
    FIRST_RESULT,
    /** How many results of a key came behind a later one: must be none. */
    MISPLACED,
    /** Seconds for which records came at a steady rate. */
    TURN_SECONDS,
    /** Milliseconds from when a record was due to when its result was seen: half of them at most this. */
    LATENCY_P50,
    LATENCY_P99,
    LATENCY_P999,
    LATENCY_MAX,
    /** The 99th percentile of the worst time window, in milliseconds. */
    WORST_WINDOW_P99,
    /** The median of the 99th percentiles of all time windows, in milliseconds. */
    MEDIAN_WINDOW_P99,
    /** The median of the medians of all time windows, in milliseconds. */
    MEDIAN_WINDOW_P50,
    /** The median of the worst time window, in milliseconds. */
    WORST_WINDOW_P50,
    /** {@link #WORST_WINDOW_P50} as a multiple of {@link #MEDIAN_WINDOW_P50}. */
    INSTABILITY,
    /** How many time windows have a median above twice {@link #MEDIAN_WINDOW_P50}: none where latency is stable. */
    UNSTABLE_WINDOWS
}
