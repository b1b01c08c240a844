package io.weir.testkit.conformance;

/** What a sink cannot do, or does in its own way, without being wrong. The fewer the better: each makes the kit ask for less. */
public enum SinkTrait {
    /** Readers see no order, as in a table. Without this, records of one subtask, and output of one attempt after another, must stand in order. */
    UNORDERED,
    /** A commit is an upsert that cannot say whether it had been done before, so it answers COMMITTED each time. */
    CANNOT_TELL_REPETITION,
    /** The outside system does not tell which checkpoints are committed, so a checkpoint directory that lost some cannot be noticed. */
    CANNOT_SEE_LOST_CHECKPOINTS,
    /**
     * An older attempt that still runs can end a newer one's transactions, which then fails and is started again. Nothing is lost or doubled. Without this,
     * a newer attempt must not fail, whatever older ones do.
     */
    ZOMBIES_CAN_END_A_NEWER_ATTEMPT,
    /**
     * As long as a transaction is open, readers see nothing that stands behind its beginning, also what is committed. Then committed output is looked for
     * only once nothing is open, so {@link SinkSubject#leftOpen} must count.
     */
    OPEN_OUTPUT_HIDES_LATER_OUTPUT,
    /**
     * Committed output may stay hidden for as long as the attempt runs, as in a file that is not full. Then it is looked for, and so is what is left open, when
     * one more attempt has recovered or the job has ended.
     */
    COMMITTED_OUTPUT_WAITS,
    /**
     * The outside system cannot tell an older attempt from a newer one, so that an attempt commits nothing that is not decided rests on the engine alone. Committing again what is decided must still
     * change nothing.
     */
    CANNOT_SHUT_OUT_OLDER_ATTEMPTS
}
