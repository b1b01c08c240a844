package io.weir.engine.journal;

import io.weir.runtime.JobId;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Journal#recover} found, and the journal to go on with.
 *
 * <p>Threading: Immutable, apart from the journal.
 *
 * @param jobId the same for every attempt of the job
 * @param attempt greater than that of every earlier attempt
 * @param firstCheckpointId of the first checkpoint that this attempt may trigger; the next ones count up by one
 * @param checkpoint the last decided one; null if the job has none yet
 * @param finished whether a bounded job has committed its last output, so that nothing is left to run
 * @param journal open for appending; the caller closes it
 */
public record RecoveredJob(
        JobId jobId,
        long attempt,
        long firstCheckpointId,
        @Nullable RestoredCheckpoint checkpoint,
        boolean finished,
        Journal journal) {}
