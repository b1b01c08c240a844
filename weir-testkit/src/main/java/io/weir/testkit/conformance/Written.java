package io.weir.testkit.conformance;

import io.weir.runtime.JobId;

/**
 * A record that the kit has given to a writer. Indices rise in the order of writing.
 *
 * <p>Threading: Immutable.
 */
record Written(long index, JobId jobId, String stageName, long attempt, int subtask) {

    /** Returns whether this must stand before {@code other} where readers see an order (I8, I12). */
    boolean mustPrecede(Written other) {
        boolean sameSink = jobId.equals(other.jobId) && stageName.equals(other.stageName);
        boolean earlier = attempt < other.attempt || (subtask == other.subtask && index < other.index);
        return sameSink && attempt <= other.attempt && earlier;
    }

    @Override
    public String toString() {
        return "#" + index + "(" + jobId + "/" + stageName + " attempt " + attempt + " subtask " + subtask + ")";
    }
}
