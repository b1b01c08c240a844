package io.weir.testkit.conformance;

/** The points in the life of an attempt, each between two steps of the protocol, at which it may end. In order. */
enum CrashPoint {
    /** The committer exists and has not been called. */
    CREATED,
    /** Older attempts are shut out, nothing pending is committed. */
    FENCED,
    /** The first pending committable is committed. */
    SETTLED_ONE,
    /** All that was pending is committed, and the journal does not know. */
    SETTLED,
    /** The writers exist. */
    RECOVERED,
    /** One writer got one record. */
    WROTE_SOME,
    /** Every writer got records. */
    WROTE,
    /** One writer was asked to seal; its answer is not known. */
    SEALING_ONE,
    /** One writer has answered. */
    SEALED_ONE,
    /** Every writer was asked to seal. */
    SEALING,
    /** Every writer has answered; nothing is decided. */
    SEALED,
    /** Records have come behind the barrier. */
    WROTE_BEHIND,
    /** The checkpoint is decided; nothing is committed. */
    DECIDED,
    /** One subtask's output is committed. */
    COMMITTED_ONE,
    /** All is committed, and the journal does not know. */
    COMMITTED,
    /** The journal knows. */
    CONFIRMED
}
