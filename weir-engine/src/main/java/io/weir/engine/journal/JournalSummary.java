package io.weir.engine.journal;

import io.weir.runtime.JobId;
import java.util.List;

/**
 * What a journal holds.
 *
 * <p>Threading: Immutable.
 *
 * @param attempt the newest that has written to it
 * @param finished whether the job has ended, with all of its output committed
 * @param checkpoints every one that can be read, oldest first
 * @param committedCheckpointId up to which every sink is known to have committed all of its output; 0 if none
 * @param pendingCount how many committables are decided and not confirmed as of the last
 * @param fileCount files of the journal
 * @param size of these in bytes
 */
public record JournalSummary(
        JobId jobId,
        long attempt,
        boolean finished,
        List<CheckpointSummary> checkpoints,
        long committedCheckpointId,
        int pendingCount,
        int fileCount,
        long size) {

    public JournalSummary {
        checkpoints = List.copyOf(checkpoints);
    }
}
