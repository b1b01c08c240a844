package io.weir.engine.job;

import io.weir.engine.checkpoint.CheckpointCoordinator;
import io.weir.engine.checkpoint.CheckpointEncoder;
import io.weir.engine.commit.Commits;
import io.weir.engine.commit.Commits.SinkCommitter;
import io.weir.engine.commit.Verdicts;
import io.weir.engine.exchange.InputGate;
import io.weir.engine.exchange.SourceTimes;
import io.weir.engine.journal.Intervention;
import io.weir.engine.journal.Interventions;
import io.weir.engine.journal.Journal;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.RecoveredJob;
import io.weir.engine.journal.RestoredCheckpoint;
import io.weir.engine.journal.SinkConfirmation;
import io.weir.engine.operator.Operators;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SourceInlet;
import io.weir.engine.plan.PhysicalPlan;
import io.weir.engine.plan.PhysicalPlan.Vertex;
import io.weir.engine.port.Lane;
import io.weir.engine.port.Ports;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.state.StateBackend;
import io.weir.engine.state.StateHome;
import io.weir.engine.state.StateStores;
import io.weir.engine.task.Mailbox;
import io.weir.engine.task.Overtaking;
import io.weir.engine.task.SourceHandle;
import io.weir.engine.task.Subtask;
import io.weir.engine.task.SubtaskContext;
import io.weir.engine.task.Subtasks;
import io.weir.engine.task.Subtasks.Parts;
import io.weir.engine.task.Subtasks.SourceSubtask;
import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.graph.StageGraph;
import io.weir.runtime.Finding;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SourceSplit;
import io.weir.source.SplitEnumerator;
import io.weir.time.WatermarkAlignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prepares an attempt, in the protocol's order: take over the journal with a higher attempt number (I9), check the settings, fence what earlier attempts
 * left and commit what the last checkpoint lists (I4, I7, I8), find the splits, then build the tasks with their restored state.
 *
 * <p>Threading: confined to one thread that may block. Whatever fails, the {@link Attempt} holds all that was made so far and is to be closed.
 */
final class Recovery {

    private final StageGraph graph;
    private final JobSettings settings;
    private final Ports ports;
    private final Attempt attempt;
    private final CoordinatorTask coordinator;
    private final Map<String, SinkCommitter> committers = new LinkedHashMap<>();
    private final Map<String, SourceCoordinator> sources = new LinkedHashMap<>();
    private final Map<String, List<SourceHandle>> handles = new LinkedHashMap<>();
    private final Map<String, SourceTimes> times = new LinkedHashMap<>();
    private final SourceAlignment alignment = new SourceAlignment();
    private boolean foundCheckpoint;
    private final List<Subtask> subtasks = new ArrayList<>();
    private int sourceTaskCount;
    private final AttemptListener listener;

    Recovery(StageGraph graph, JobSettings settings, Ports ports, Attempt attempt, AttemptListener listener) {
        this.graph = graph;
        this.settings = settings;
        this.ports = ports;
        this.attempt = attempt;
        this.listener = listener;
        this.coordinator = new CoordinatorTask(graph.name(), new Mailbox(), listener, ports.observer());
        attempt.own(coordinator);
    }

    /** What recovery found. */
    record Outcome(long attempt, long restoredCheckpointId, boolean finished) {}

    /** Prepares the attempt; if the job had finished, nothing is built. */
    Outcome run(JournalStore store) throws Exception {
        ports.observer().reached(ProtocolStep.RECOVERING, 0, graph.name());
        foundCheckpoint = holdsJournal(store);
        RecoveredJob job = Journal.recover(
                store, graph.name(), ports.generation(), settings.bases().retained());
        attempt.own(job.journal());
        foundCheckpoint = job.checkpoint() != null;
        Restored restored = Restored.of(job.checkpoint(), graph);
        ports.observer().reached(ProtocolStep.JOURNAL_RECOVERED, restored.checkpointId(), graph.name());
        Outcome outcome = new Outcome(job.attempt(), restored.checkpointId(), job.finished());
        if (!job.finished()) {
            PhysicalPlan plan = settings.plan(graph);
            SubtaskContext.Identity identity = new SubtaskContext.Identity(job.jobId(), job.attempt());
            checkSettings(plan, identity);
            StateHome home = new StateHome(restored.states(), openStores());
            recoverSinks(plan, identity, restored, job.journal(), sinkRecovery(store, identity));
            discoverSplits(plan, identity, restored);
            RestoredInFlight inFlight = RestoredInFlight.of(job.checkpoint(), plan);
            buildTasks(plan, identity, home, inFlight);
            wire(job, restored, inFlight.mustSettle(plan));
        }
        return outcome;
    }

    /** Before the journal is read, its files say whether the job has run: a disk that fails then is tried again. */
    private static boolean holdsJournal(JournalStore store) {
        try {
            return store.list().stream().anyMatch(Journal::holdsCheckpoints);
        } catch (IOException e) {
            // Reading the journal will tell what is wrong.
            return false;
        }
    }

    /** Returns whether the job had a checkpoint, as far as {@link #run} has come. */
    boolean foundCheckpoint() {
        return foundCheckpoint;
    }

    private void checkSettings(PhysicalPlan plan, SubtaskContext.Identity identity) throws Exception {
        List<Finding> findings = new ArrayList<>();
        StageChecks.run(plan, identity.jobId(), settings, findings::add);
        StageChecks.require(findings);
    }

    /**
     * Restores all of a checkpoint, and runs nothing; for a graph whose connectors do nothing.
     *
     * @param checkpoint null to build the tasks of a first start
     */
    void rehearse(@Nullable RestoredCheckpoint checkpoint, JobId jobId) {
        Restored restored = Restored.of(checkpoint, graph);
        PhysicalPlan plan = settings.plan(graph);
        for (Stage stage : graph.stages()) {
            if (stage.operation() instanceof Operation.Read read) {
                restored.splits(stage.name(), sourceOf(read).splitSerde());
            } else if (stage.operation() instanceof Operation.Write write) {
                restored.pending(stage.name(), sinkOf(write).committableSerde());
            }
        }
        buildTasks(
                plan,
                new SubtaskContext.Identity(jobId, 0),
                new StateHome(restored.states(), openStores()),
                RestoredInFlight.of(checkpoint, plan));
    }

    /** What persons have said by a command counts as much as what the program says. */
    private SinkRecovery sinkRecovery(JournalStore store, SubtaskContext.Identity identity) {
        String generation = identity.jobId().generation();
        Verdicts verdicts = Verdicts.of(generation, Interventions.recover(store));
        settings.settlements().forEach(each -> each.addTo(verdicts));
        String who = "attempt " + identity.attempt();
        return new SinkRecovery(
                verdicts,
                (sink, request) -> Interventions.add(
                        store,
                        Intervention.spent(
                                generation, sink, request, who, ports.clock().currentTimeMillis())),
                ports.observer());
    }

    private void recoverSinks(
            PhysicalPlan plan,
            SubtaskContext.Identity identity,
            Restored restored,
            Journal journal,
            SinkRecovery sinkRecovery)
            throws Exception {
        for (Vertex vertex : plan.vertices()) {
            for (Stage stage : vertex.stages()) {
                if (stage.operation() instanceof Operation.Write write) {
                    recoverSink(sinkRecovery, stage, sinkOf(write), vertex.parallelism(), identity, restored);
                }
            }
        }
        sinkRecovery.commit();
        if (!restored.isFirstStart()) {
            journal.confirm(committers.keySet().stream()
                    .map(sink -> new SinkConfirmation(sink, restored.checkpointId()))
                    .toList());
        }
    }

    private void recoverSink(
            SinkRecovery sinkRecovery,
            Stage stage,
            Sink<Object, Object> sink,
            int parallelism,
            SubtaskContext.Identity identity,
            Restored restored)
            throws Exception {
        List<CommitRequest<Object>> pending = restored.pending(stage.name(), sink.committableSerde());
        Committer<Object> committer =
                sink.createCommitter(context(identity, stage.name(), 0, parallelism, coordinator.mailbox()));
        SinkCommitter owned =
                new SinkCommitter(committer, ports.lanes().apply(graph.name() + "/" + stage.name() + "/commit"));
        attempt.own(owned);
        committers.put(stage.name(), owned);
        sinkRecovery.recover(stage.name(), committer, restored.checkpointId(), pending);
    }

    private void discoverSplits(PhysicalPlan plan, SubtaskContext.Identity identity, Restored restored)
            throws Exception {
        for (Vertex vertex : plan.vertices()) {
            Stage stage = vertex.root();
            if (stage.operation() instanceof Operation.Read read) {
                Source<Object, SourceSplit> source = sourceOf(read);
                StageContext context = context(identity, stage.name(), 0, vertex.parallelism(), coordinator.mailbox());
                SplitEnumerator<SourceSplit> enumerator = source.createEnumerator(context);
                attempt.own(enumerator);
                SourceCoordinator found =
                        new SourceCoordinator(enumerator, context.lane("discover"), coordinator::active);
                sources.put(stage.name(), found);
                found.discoverFirst(
                        restored.splits(stage.name(), source.splitSerde()), restored.isFirstStart(stage.name()));
            }
        }
    }

    /** Opens what keyed state lies in that is larger than memory; null if there is no such thing. */
    private @Nullable StateStores openStores() {
        StateBackend backend = settings.stateBackend();
        if (backend == null) {
            return null;
        }
        StateStores stores = backend.open(graph.name());
        attempt.own(stores);
        return stores;
    }

    /** Builds every subtask of the plan. */
    private void buildTasks(
            PhysicalPlan plan, SubtaskContext.Identity identity, StateHome home, RestoredInFlight inFlight) {
        Topology topology = new Topology(plan, settings.tasks().channelCapacity());
        Operators operators =
                new Operators(settings.classCopies(), settings.tasks().sendsObjects());
        for (Vertex vertex : plan.vertices()) {
            for (int subtask = 0; subtask < vertex.parallelism(); subtask++) {
                buildTask(vertex, subtask, topology, operators, identity, home, inFlight);
            }
        }
    }

    private void buildTask(
            Vertex vertex,
            int subtask,
            Topology topology,
            Operators operators,
            SubtaskContext.Identity identity,
            StateHome home,
            RestoredInFlight inFlight) {
        Mailbox mailbox = topology.mailbox(vertex, subtask);
        SubtaskChain builder = new SubtaskChain(
                vertex,
                subtask,
                operators,
                settings.tasks(),
                home,
                topology.leaving(vertex, subtask),
                stage -> context(identity, stage, subtask, vertex.parallelism(), mailbox),
                attempt::own);
        Stage root = vertex.root();
        String name = vertex.name() + "/" + subtask;
        if (root.operation() instanceof Operation.Read read) {
            SourceInlet inlet = operators.source(
                    root.name(), read, home.restored(), builder.mainOutput(root), builder.deadLetters(root));
            Source<Object, SourceSplit> source = sourceOf(read);
            SourceReader<Object, SourceSplit> reader =
                    source.createReader(context(identity, root.name(), subtask, vertex.parallelism(), mailbox));
            attempt.own(reader);
            SourceSubtask made = Subtasks.of(
                    parts(name, mailbox, builder, inFlight),
                    root.name(),
                    reader,
                    source.splitSerde(),
                    inlet,
                    home.recordsPerBarrier(),
                    subtask,
                    times.computeIfAbsent(root.name(), unused -> new SourceTimes(vertex.parallelism())));
            handles.computeIfAbsent(root.name(), unused -> new ArrayList<>()).add(made.handle());
            sourceTaskCount++;
            WatermarkAlignment aligned = inlet.alignment();
            if (aligned != null) {
                alignment.join(subtasks.size(), aligned, made.handle());
            }
            own(subtask, made.task());
        } else {
            List<Output> heads = builder.heads(root);
            InputGate gate = new InputGate(
                    topology.entering(vertex, subtask), settings.guarantee().alignment());
            own(
                    subtask,
                    Subtasks.of(
                            parts(name, mailbox, builder, inFlight),
                            gate,
                            operators.batches(heads, StageKeys.all(root, heads.size())),
                            overtaking(root, subtask)));
        }
    }

    private Parts parts(String name, Mailbox mailbox, SubtaskChain builder, RestoredInFlight inFlight) {
        return new Parts(
                subtasks.size(),
                name,
                mailbox,
                builder.chain(),
                builder.replay(inFlight),
                settings.tasks(),
                coordinator,
                ports.observer(),
                ports.clock());
    }

    private void own(int group, Subtask task) {
        subtasks.add(task);
        attempt.own(group, task);
    }

    /**
     * Only where records are divided by key may a barrier overtake them: on another edge their order is that of a source's splits, which another subtask may read
     * after the next start (I12). Sources wait then until those on their way to requests are through, see {@link RestoredInFlight#mustSettle}.
     */
    private @Nullable Overtaking overtaking(Stage root, int subtask) {
        boolean allowed = settings.guarantee() == Guarantee.EXACTLY_ONCE
                && settings.checkpoints().overtaking()
                && (root.operation() instanceof Operation.Async
                        || root.inputs().stream().allMatch(input -> input.key() != null));
        return allowed ? new Overtaking(root.name(), subtask) : null;
    }

    /** @param settling whether sources wait until what was in flight is through */
    private void wire(RecoveredJob job, Restored restored, boolean settling) {
        Lane journalLane = ports.lanes().apply(graph.name() + "/journal");
        Lane baseLane = ports.lanes().apply(graph.name() + "/base");
        attempt.ownFileLanes(journalLane, baseLane);
        Commits commits = new Commits(
                committers,
                restored.checkpointId(),
                settings.commits(),
                coordinator.mailbox(),
                ports.clock()::nanoTime,
                ports.observer(),
                coordinator::committed,
                cause -> coordinator.failed(graph.name() + "/commit", cause));
        CheckpointWatch watch = new CheckpointWatch(
                graph.name(), settings.checkpoints(), attempt.groupCount(), ports.clock(), listener);
        CheckpointCoordinator checkpoints = new CheckpointCoordinator(
                subtasks.size(),
                job.firstCheckpointId(),
                restored.isFirstStart(),
                settling,
                settings.checkpoints(),
                watch::intervalNanos,
                coordinator);
        checkpoints.requestsTake(graph.stages().stream()
                .map(Stage::operation)
                .filter(Operation.Async.class::isInstance)
                .mapToLong(each -> ((Operation.Async) each).settings().timeout().toNanos())
                .max()
                .orElse(0));
        coordinator.wire(new CoordinatorTask.Wiring(
                checkpoints,
                watch,
                encoder(),
                commits,
                job.journal(),
                settings.bases(),
                ports.clock()::nanoTime,
                journalLane,
                baseLane,
                new ArrayList<>(sources.values()),
                alignment,
                List.copyOf(subtasks),
                sourceTaskCount));
        if (settling) {
            handles.values().forEach(ofSource -> ofSource.forEach(SourceHandle::awaitSettled));
            subtasks.forEach(Subtask::awaitSettled);
        }
        sources.forEach((stage, source) -> source.assign(Objects.requireNonNull(handles.get(stage))));
    }

    private CheckpointEncoder encoder() {
        Map<String, String> splitSchemas = new LinkedHashMap<>();
        Map<String, Serde<Object>> committableSerdes = new LinkedHashMap<>();
        for (Stage stage : graph.stages()) {
            if (stage.operation() instanceof Operation.Read read) {
                splitSchemas.put(stage.name(), read.source().splitSerde().schema());
            } else if (stage.operation() instanceof Operation.Write write) {
                committableSerdes.put(stage.name(), sinkOf(write).committableSerde());
            }
        }
        return new CheckpointEncoder(splitSchemas, committableSerdes);
    }

    private StageContext context(
            SubtaskContext.Identity identity, String stage, int subtask, int parallelism, Mailbox mailbox) {
        return new SubtaskContext(
                identity,
                stage,
                subtask,
                parallelism,
                new SubtaskContext.Wiring(ports, mailbox, coordinator),
                attempt.lanes());
    }

    @SuppressWarnings("unchecked") // committables come back to the sink that made them
    private static Sink<Object, Object> sinkOf(Operation.Write write) {
        return (Sink<Object, Object>) write.sink();
    }

    @SuppressWarnings("unchecked") // splits come back to the source that made them
    private static Source<Object, SourceSplit> sourceOf(Operation.Read read) {
        return (Source<Object, SourceSplit>) read.source();
    }
}
