package io.weir.engine.job;

import io.weir.engine.journal.DecidedOutput;
import io.weir.engine.journal.JournalReader;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.journal.RestoredCheckpoint;
import io.weir.engine.port.Ports;
import io.weir.error.WeirException;
import io.weir.graph.StageGraph;
import io.weir.runtime.Finding;
import io.weir.runtime.JobId;
import java.util.function.Consumer;

/** Finds out whether a pipeline can go on from a checkpoint, by restoring all of it as a start does, with nothing outside being touched and nothing run. */
final class Rehearsal {

    private Rehearsal() {}

    /**
     * Restores the last checkpoint of a store.
     *
     * @return whose checkpoint it is
     */
    static JobId run(
            StageGraph graph, JobSettings settings, Ports ports, ReadableStore store, Consumer<Finding> findings) {
        DecidedOutput decided = JournalReader.decidedOutput(store);
        JobId jobId = decided.jobId();
        if (!jobId.name().equals(graph.name())) {
            findings.accept(Finding.problem(WeirException.user(
                    "foreign-checkpoint",
                    "the checkpoints belong to another pipeline, location=" + store.location() + ", pipeline="
                            + graph.name(),
                    "they were written by the pipeline " + jobId.name(),
                    "give each pipeline a directory of its own, or give the pipeline its former name")));
        } else if (decided.checkpointId() == 0) {
            findings.accept(Finding.ok("no checkpoint is decided yet: the job begins anew"));
        } else {
            restore(graph, settings, ports, JournalReader.last(store), jobId, findings);
        }
        return jobId;
    }

    private static void restore(
            StageGraph graph,
            JobSettings settings,
            Ports ports,
            RestoredCheckpoint checkpoint,
            JobId jobId,
            Consumer<Finding> findings) {
        Attempt attempt = new Attempt();
        try {
            new Recovery(StillConnectors.in(graph), settings, ports, attempt, new Unheard())
                    .rehearse(checkpoint, jobId);
            findings.accept(Finding.ok(
                    "checkpoint " + checkpoint.checkpointId() + " fits the pipeline: the job goes on from it"));
        } catch (WeirException e) {
            findings.accept(Finding.problem(e));
        } finally {
            attempt.close();
        }
    }

    /** Nobody is told of what never runs. */
    private static final class Unheard implements AttemptListener {

        @Override
        public void deciding(AttemptCounts counts) {}

        @Override
        public void decided(AttemptCounts counts) {}

        @Override
        public void committed(long checkpointId) {}

        @Override
        public void finished(JobState state) {}

        @Override
        public void failed(String where, Throwable cause) {}
    }
}
