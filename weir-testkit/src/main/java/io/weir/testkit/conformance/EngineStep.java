package io.weir.testkit.conformance;

/** The calls between engine and sink at which a job is killed, in an order in which each kill makes the next one possible. */
enum EngineStep {
    /** A function before the sink throws. */
    MAP,
    BEFORE_WRITE,
    AFTER_WRITE,
    BEFORE_PREPARE_COMMIT,
    AFTER_PREPARE_COMMIT,
    /** The writer has sealed, and its answer is lost. */
    INSTEAD_OF_ANSWER,
    /** The writer has answered, and the attempt fails before the checkpoint is decided, or just after. */
    AFTER_ANSWER,
    CREATE_COMMITTER,
    BEFORE_RECOVER,
    AFTER_RECOVER,
    CREATE_WRITER,
    /** The checkpoint is decided, and its commit does not happen. */
    BEFORE_COMMIT,
    BEFORE_COMMIT_IN_RECOVERY,
    /** The commit in recovery happens, and its answer is lost. */
    AFTER_COMMIT_IN_RECOVERY,
    /** The commit happens, and its answer is lost. */
    AFTER_COMMIT;

    /** Calls that come only once in an attempt, or while something is pending, are killed at the first chance. */
    boolean isRare() {
        return switch (this) {
            case CREATE_COMMITTER,
                    BEFORE_RECOVER,
                    AFTER_RECOVER,
                    CREATE_WRITER,
                    BEFORE_COMMIT_IN_RECOVERY,
                    AFTER_COMMIT_IN_RECOVERY -> true;
            case MAP,
                    BEFORE_WRITE,
                    AFTER_WRITE,
                    BEFORE_PREPARE_COMMIT,
                    AFTER_PREPARE_COMMIT,
                    INSTEAD_OF_ANSWER,
                    AFTER_ANSWER,
                    BEFORE_COMMIT,
                    AFTER_COMMIT -> false;
        };
    }
}
