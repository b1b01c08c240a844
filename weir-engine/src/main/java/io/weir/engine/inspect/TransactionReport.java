package io.weir.engine.inspect;

import io.weir.engine.journal.Intervention;
import io.weir.runtime.JobId;
import java.util.List;
import java.util.Map;

/**
 * All that is unsettled of a job's output, and what was done by hand about it.
 *
 * <p>Threading: Immutable.
 *
 * @param attempt the newest of the job
 * @param checkpointId the last that is decided; 0 if there is none
 * @param pending decided, and not known to be committed, by checkpoint then subtask
 * @param orphans open outside, and in no checkpoint, by sink then name
 * @param interventions what was done by hand, oldest first
 * @param unasked for each sink that was not asked, by its name, why
 * @param unanswered for each sink that was asked and did not answer, by its name, what went wrong: nobody knows what it has
 */
public record TransactionReport(
        JobId jobId,
        long attempt,
        long checkpointId,
        List<PendingTransaction> pending,
        List<OrphanTransaction> orphans,
        List<Intervention> interventions,
        Map<String, String> unasked,
        Map<String, String> unanswered) {

    /** Returns whether a person has to look at something: output that is in doubt, or a sink that did not answer. */
    public boolean needsPerson() {
        return !unanswered.isEmpty() || pending.stream().anyMatch(PendingTransaction::needsPerson);
    }
}
