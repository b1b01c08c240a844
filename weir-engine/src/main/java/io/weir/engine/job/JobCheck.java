package io.weir.engine.job;

import io.weir.engine.inspect.JobTransactions;
import io.weir.engine.journal.CheckpointStore;
import io.weir.engine.journal.CheckpointSummary;
import io.weir.engine.journal.DecidedOutput;
import io.weir.engine.journal.JournalReader;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.local.Machine;
import io.weir.engine.plan.PhysicalPlan;
import io.weir.engine.port.Ports;
import io.weir.error.WeirException;
import io.weir.graph.StageGraph;
import io.weir.pipeline.Pipeline;
import io.weir.runtime.Finding;
import io.weir.runtime.JobId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks all that a start of a job depends on, without starting it.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class JobCheck {

    private final Pipeline pipeline;
    private final StageGraph graph;
    private final JobSettings settings;
    private final CheckpointStore checkpoints;
    private final Ports ports;
    private final @Nullable CheckpointStore savepoint;
    private final boolean fork;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Makes a check.
     *
     * @param savepoint what a job without a checkpoint begins with; null for nothing
     * @param fork whether it is a new job for its sinks then
     */
    JobCheck(
            Pipeline pipeline,
            JobSettings settings,
            CheckpointStore checkpoints,
            Ports ports,
            @Nullable CheckpointStore savepoint,
            boolean fork) {
        this.pipeline = pipeline;
        this.graph = pipeline.graph();
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.ports = ports;
        this.savepoint = savepoint;
        this.fork = fork;
    }

    /** Returns all that is found: first what is the job's own, then each source and sink in the pipeline's order. */
    List<Finding> run() throws Exception {
        SettingsCheck own = new SettingsCheck(settings, Machine.here(), findings::add);
        PhysicalPlan plan = settings.plan(graph);
        own.guarantee();
        own.parallelism(plan);
        own.restarts();
        findings.addAll(checkpoints.check());
        JobId jobId = rehearse(own);
        StageChecks.run(plan, jobId, settings, findings::add);
        return List.copyOf(findings);
    }

    private JobId rehearse(SettingsCheck own) {
        try (ReadableStore store = checkpoints.read()) {
            JobId jobId = rehearse(own, store);
            lookForPending(store);
            return jobId;
        } catch (WeirException e) {
            if (!e.code().equals("no-checkpoint")) {
                findings.add(Finding.problem(e));
                return fresh();
            }
        }
        if (isForeign()) {
            return fresh();
        }
        if (savepoint == null) {
            JobId jobId = fresh();
            Rehearsal.first(graph, settings, ports, jobId, findings::add);
            own.heap(0);
            return jobId;
        }
        try (ReadableStore store = savepoint.read()) {
            JobId jobId = rehearse(own, store);
            return fork ? fresh() : jobId;
        } catch (WeirException e) {
            findings.add(Finding.problem(e));
            return fresh();
        }
    }

    /** Returns whose checkpoint it is; never another pipeline's, whose sinks are none of this one's. */
    private JobId rehearse(SettingsCheck own, ReadableStore store) {
        JobId jobId = Rehearsal.run(graph, settings, ports, store, findings::add);
        own.heap(stateSize(store));
        return jobId.name().equals(graph.name()) ? jobId : fresh();
    }

    /** Asks the sinks only if something waits for its commit. */
    private void lookForPending(ReadableStore store) {
        DecidedOutput decided = JournalReader.decidedOutput(store);
        if (decided.jobId().name().equals(graph.name()) && !decided.pending().isEmpty()) {
            PendingCheck.run(JobTransactions.of(checkpoints, pipeline), settings.settlements(), findings::add);
        }
    }

    /** Adds a problem if there is no journal, and something else is. */
    private boolean isForeign() {
        try (ReadableStore store = checkpoints.read()) {
            JournalReader.requireNoOthers(store);
            return false;
        } catch (WeirException e) {
            if (e.code().equals("no-checkpoint")) {
                // There is no such place.
                return false;
            }
            findings.add(Finding.problem(e));
            return true;
        }
    }

    private JobId fresh() {
        return new JobId(graph.name(), ports.generation().get());
    }

    private static long stateSize(ReadableStore store) {
        return JournalReader.summary(store).checkpoints().stream()
                .filter(CheckpointSummary::isBase)
                .mapToLong(CheckpointSummary::stateSize)
                .max()
                .orElse(0);
    }
}
