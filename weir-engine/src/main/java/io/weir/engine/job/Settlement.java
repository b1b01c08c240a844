package io.weir.engine.job;

import io.weir.engine.commit.Verdicts;

/**
 * What a person has decided about output whose commit was in doubt: see docs/in-doubt.md. It speaks of one subtask's output of one checkpoint, and of
 * nothing else: each subtask has a transaction of its own, and one may be committed while its neighbour's is not.
 *
 * <p>Threading: Immutable.
 *
 * @param sink the name of the sink, as the error told it
 * @param checkpointId the checkpoint, as the error told it
 * @param subtask the subtask of the sink, as the error told it
 */
public record Settlement(String sink, long checkpointId, int subtask, Verdict verdict) {

    /** What the person found in the sink's output. */
    public enum Verdict {
        /** All of the output is there: it is not written again. */
        COMMITTED,
        /**
         * Nothing of the output is there: it is written now. It counts for one try: a start notes that it begins to write, and from then on what the program says here is not believed any more. If that
         * start fails and the sink still cannot tell, look again, and say what you find with {@code weir transactions}, or {@link #COMMITTED} here.
         */
        NOT_COMMITTED
    }

    void addTo(Verdicts verdicts) {
        verdicts.addOfProgram(sink, checkpointId, subtask, verdict == Verdict.COMMITTED);
    }
}
