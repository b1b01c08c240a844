package io.weir.testkit.conformance;

/** A fault that an outside system can be made to show. */
public enum SinkFault {
    /** The next pre-commit of any writer cannot be made durable. */
    PRE_COMMIT_FAILS,
    /** The next commit is refused without an effect. */
    COMMIT_FAILS,
    /** The next commit happens, and its reply is lost. */
    COMMIT_REPLY_IS_LOST,
    /** The outside system forgets, at once, what is sealed and not committed, and all of its traces. */
    SEALED_OUTPUT_IS_FORGOTTEN
}
