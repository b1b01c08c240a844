package io.weir.engine.journal;

import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.runtime.JobId;
import java.util.List;

/**
 * What of a job's output is decided and not known to be committed, as of its last checkpoint.
 *
 * <p>Threading: Immutable.
 *
 * @param attempt the newest that has written to the journal
 * @param checkpointId the last; 0 if none is decided yet
 * @param pending by checkpoint then subtask
 */
public record DecidedOutput(JobId jobId, long attempt, long checkpointId, List<PendingCommittable> pending) {

    public DecidedOutput {
        pending = List.copyOf(pending);
    }
}
