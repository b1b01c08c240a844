package io.weir.sink;

/**
 * The definite answer of a committer.
 *
 * <p>Threading: Immutable.
 *
 * @param status what happened
 * @param reason in words, for the log and for the person who decides; empty where nothing needs saying
 */
public record CommitOutcome(Status status, String reason) {

    /** What happened to a committable. */
    public enum Status {
        /** It is committed, by this call. */
        COMMITTED,
        /** It had been committed before; this call changed nothing. */
        ALREADY_COMMITTED,
        /** It is certainly not committed, nothing changed, and trying later may help. The engine retries with back-off, then fails the attempt. */
        RETRY_LATER,
        /**
         * Whether it is committed cannot be known. From a live attempt: the attempt fails, and recovery asks again. In recovery: it is parked, and the job does
         * not run until a person decides (I10).
         */
        IN_DOUBT
    }

    /** It is committed, by this call. */
    public static final CommitOutcome COMMITTED = new CommitOutcome(Status.COMMITTED, "");

    /** It had been committed before. */
    public static final CommitOutcome ALREADY_COMMITTED = new CommitOutcome(Status.ALREADY_COMMITTED, "");

    /** It is certainly not committed, and trying later may help. */
    public static CommitOutcome retryLater(String reason) {
        return new CommitOutcome(Status.RETRY_LATER, reason);
    }

    /** Whether it is committed cannot be known. */
    public static CommitOutcome inDoubt(String reason) {
        return new CommitOutcome(Status.IN_DOUBT, reason);
    }
}
