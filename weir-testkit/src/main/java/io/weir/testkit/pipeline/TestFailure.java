package io.weir.testkit.pipeline;

import java.time.Instant;

/**
 * An attempt of a job that has failed.
 *
 * <p>Threading: Immutable.
 *
 * @param at the virtual time
 * @param where the task, sink or job, as the engine's messages name it
 * @param cause what was thrown
 */
public record TestFailure(Instant at, String where, Throwable cause) {

    @Override
    public String toString() {
        return at + " in " + where + ": " + cause;
    }
}
