package io.weir.engine.job;

import io.weir.engine.journal.DecidedOutput;
import io.weir.engine.journal.JournalReader;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.journal.RestoredCheckpoint;
import io.weir.engine.port.Ports;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.graph.StageGraph;
import io.weir.runtime.Finding;
import io.weir.runtime.JobId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
            restore(graph, settings, ports, null, jobId, "no checkpoint is decided yet: the job begins anew", findings);
        } else {
            RestoredCheckpoint last = JournalReader.last(store);
            String fits = "checkpoint " + last.checkpointId() + " fits the pipeline: the job goes on from it";
            restore(graph, settings, ports, last, jobId, fits, findings);
        }
        return jobId;
    }

    /** Builds the tasks of a job that has no checkpoint. */
    static void first(StageGraph graph, JobSettings settings, Ports ports, JobId jobId, Consumer<Finding> findings) {
        restore(graph, settings, ports, null, jobId, "no job has run there: the job begins anew", findings);
    }

    private static void restore(
            StageGraph graph,
            JobSettings settings,
            Ports ports,
            @Nullable RestoredCheckpoint checkpoint,
            JobId jobId,
            String well,
            Consumer<Finding> findings) {
        Attempt attempt = new Attempt();
        try {
            new Recovery(StillConnectors.in(graph), settings, ports, attempt, new Unheard())
                    .rehearse(checkpoint, jobId);
            findings.accept(Finding.ok(well));
        } catch (WeirException e) {
            findings.accept(Finding.problem(e));
        } catch (RuntimeException e) {
            findings.accept(Finding.problem(new WeirException(
                    "rehearsal-failed",
                    ErrorKind.EXTERNAL,
                    "the tasks of the pipeline cannot be built, or their state cannot be restored",
                    String.valueOf(e),
                    "see the cause, which a function or serde of the pipeline threw; a start fails in the same way",
                    e)));
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
        public void measured(CheckpointFigures figures) {}

        @Override
        public void finished(JobState state) {}

        @Override
        public void failed(String where, Throwable cause) {}
    }
}
