package io.weir.sink;

/**
 * Whether output is committed, as far as the outside system shows it to one who only looks.
 *
 * <p>Threading: Immutable.
 *
 * @param reason what shows it, or why it cannot be known, with what a person has to look for
 */
public record CommitEvidence(Status status, String reason) {

    /** What is certain. */
    public enum Status {
        /** It is committed. */
        COMMITTED,
        /** It is not committed, and the next start of the job commits it by itself. */
        NOT_COMMITTED,
        /** Nobody can know: a person has to look, and decide. */
        IN_DOUBT
    }

    /** It is committed. */
    public static CommitEvidence committed(String reason) {
        return new CommitEvidence(Status.COMMITTED, reason);
    }

    /** It is not committed yet. */
    public static CommitEvidence notCommitted(String reason) {
        return new CommitEvidence(Status.NOT_COMMITTED, reason);
    }

    /** It cannot be known. */
    public static CommitEvidence inDoubt(String reason) {
        return new CommitEvidence(Status.IN_DOUBT, reason);
    }
}
