package io.weir.engine.async;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** What a stage fails with whose requests fail. */
final class AsyncErrors {

    private AsyncErrors() {}

    /** Returns what a request has failed with, without what the completion of stages wraps around it. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** @param cause keeps its kind if it is an error of Weir's: that of another is the outside's */
    static WeirException failed(String stage, int attempts, Throwable cause) {
        ErrorKind kind = cause instanceof WeirException error ? error.kind() : ErrorKind.EXTERNAL;
        return new WeirException(
                "async-failed",
                kind,
                "a request of the stage \"" + stage + "\" has failed, after " + attempts
                        + (attempts == 1 ? " attempt" : " attempts"),
                cause.toString(),
                "mend the service that it goes to, set a retry strategy, or complete the stage with results that"
                        + " stand in",
                cause);
    }

    static WeirException timedOut(String stage, int attempts, Duration timeout) {
        return WeirException.external(
                "async-timeout",
                "a request of the stage \"" + stage + "\" was not answered within " + timeout.toMillis() + " ms",
                attempts == 1 ? "it was made once" : "it was made " + attempts + " times",
                "mend the service that it goes to, raise the timeout, or return results that stand in from timeout()",
                null);
    }
}
