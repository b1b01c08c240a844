package io.weir.engine.job;

/**
 * What a person has decided about output whose commit was in doubt: see docs/in-doubt.md.
 *
 * <p>Threading: Immutable.
 *
 * @param sink the name of the sink, as the error told it
 * @param checkpointId the checkpoint, as the error told it
 */
public record Settlement(String sink, long checkpointId, Verdict verdict) {

    /** What the person found in the sink's output. */
    public enum Verdict {
        /** The output is there: it is not written again. */
        COMMITTED,
        /** The output is not there: it is written now. */
        NOT_COMMITTED
    }
}
