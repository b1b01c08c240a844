package io.weir.engine.job;

import io.weir.engine.journal.CheckpointStore;
import io.weir.engine.journal.CheckpointSummary;
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

/**
 * Checks all that a start of a job depends on, without starting it.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class JobCheck {

    private final StageGraph graph;
    private final JobSettings settings;
    private final CheckpointStore checkpoints;
    private final Ports ports;
    private final List<Finding> findings = new ArrayList<>();

    JobCheck(Pipeline pipeline, JobSettings settings, CheckpointStore checkpoints, Ports ports) {
        this.graph = pipeline.graph();
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.ports = ports;
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
            JobId jobId = Rehearsal.run(graph, settings, ports, store, findings::add);
            own.heap(stateSize(store));
            return jobId;
        } catch (WeirException e) {
            if (e.code().equals("no-checkpoint")) {
                findings.add(Finding.ok("no job has run there: the job begins anew"));
                own.heap(0);
            } else {
                findings.add(Finding.problem(e));
            }
            return new JobId(graph.name(), ports.generation().get());
        }
    }

    private static long stateSize(ReadableStore store) {
        return JournalReader.summary(store).checkpoints().stream()
                .filter(CheckpointSummary::isBase)
                .mapToLong(CheckpointSummary::stateSize)
                .max()
                .orElse(0);
    }
}
