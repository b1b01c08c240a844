package io.weir.testkit.conformance;

import org.jspecify.annotations.Nullable;

/** A connector failed its attempt, or answered a call with an exception: the engine would start the job again. */
final class AttemptFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AttemptFailure(@Nullable Throwable cause) {
        super("the attempt failed: " + cause, cause);
    }

    AttemptFailure(String message) {
        super("the attempt failed: " + message);
    }
}
