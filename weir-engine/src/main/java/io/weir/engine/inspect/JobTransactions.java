package io.weir.engine.inspect;

import io.weir.engine.commit.Verdicts;
import io.weir.engine.journal.CheckpointStore;
import io.weir.engine.journal.DecidedOutput;
import io.weir.engine.journal.Intervention;
import io.weir.engine.journal.Intervention.Act;
import io.weir.engine.journal.Interventions;
import io.weir.engine.journal.JournalReader;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.error.WeirException;
import io.weir.graph.StageGraph;
import io.weir.pipeline.Pipeline;
import io.weir.sink.CommitEvidence;
import io.weir.sink.SinkInspection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The unsettled output of a job, across all of its sinks: what the checkpoints know, what the outside systems show, and what a person has decided; and the acts by which a
 * person settles it. See docs/in-doubt.md.
 *
 * <p>Looking changes nothing and may be done while the job runs. An act looks first, and is refused without any effect; then it takes the checkpoints for itself, as a start does, and looks again: where a lock keeps the place for a job that runs, it is refused
 * ({@code directory-in-use}); elsewhere, a job that runs is shut out. What is done is noted, durably, before it takes effect.
 *
 * <p>Threading: Immutable; each call may block, and reads everything anew.
 */
public final class JobTransactions {

    private final CheckpointStore checkpoints;
    private final @Nullable StageGraph graph;

    private JobTransactions(CheckpointStore checkpoints, @Nullable StageGraph graph) {
        this.checkpoints = checkpoints;
        this.graph = graph;
    }

    /**
     * Names the checkpoints of a job.
     *
     * @param pipeline of the job, whose sinks are asked; null to see what the checkpoints alone know
     */
    public static JobTransactions of(CheckpointStore checkpoints, @Nullable Pipeline pipeline) {
        return new JobTransactions(checkpoints, pipeline == null ? null : pipeline.graph());
    }

    /**
     * Says what is unsettled. A sink that does not answer does not hide what the others show.
     *
     * @throws WeirException {@code no-checkpoint} if no job has run there, {@code foreign-checkpoint} if it was another one's, or another one if it cannot be read
     */
    public TransactionReport report() {
        try (ReadableStore store = checkpoints.read()) {
            DecidedOutput decided = decided(store);
            List<Intervention> interventions = Interventions.read(store);
            Verdicts verdicts = Verdicts.of(decided.jobId().generation(), interventions);
            Map<String, String> unasked = new TreeMap<>();
            Map<String, String> unanswered = new TreeMap<>();
            List<PendingTransaction> pending = new ArrayList<>();
            List<OrphanTransaction> orphans = new ArrayList<>();
            try (SinkViews sinks = new SinkViews(graph, decided.jobId())) {
                Outputs outputs = new Outputs(decided, sinks);
                for (String sink : outputs.sinkNames()) {
                    List<PendingTransaction> waiting = outputs.pending(sink, false, verdicts);
                    String why = sinks.whyUnasked(sink);
                    if (why == null) {
                        try {
                            // First, for it counts also if the sink cannot list what is open.
                            waiting = outputs.pending(sink, true, verdicts);
                            orphans.addAll(outputs.orphans(sink));
                        } catch (WeirException e) {
                            unanswered.put(sink, String.valueOf(e.getMessage()));
                        }
                    } else {
                        unasked.put(sink, why);
                    }
                    pending.addAll(waiting);
                }
            }
            return new TransactionReport(
                    decided.jobId(),
                    decided.attempt(),
                    decided.checkpointId(),
                    pending,
                    orphans,
                    interventions,
                    unasked,
                    unanswered);
        }
    }

    /**
     * Notes what a person has found out about output in doubt, for the next start to use.
     *
     * @return whether it is new; false if the same has been noted before, which a command that crashed may have done
     * @throws WeirException {@code directory-in-use} while the job runs, {@code not-pending} if the output does not wait for its commit, {@code not-in-doubt} if its sink knows what
     *     became of it, {@code contradictory-settlements} if it cannot be true beside what was said of other output
     */
    public boolean settle(OutputId id, boolean committed, Signature signature) {
        // Before a job that may run is shut out.
        try (ReadableStore there = checkpoints.read()) {
            settleable(there, id);
        }
        try (JournalStore store = takeOver()) {
            DecidedOutput decided = settleable(store, id);
            Intervention next = new Intervention(
                    committed ? Act.FOUND_COMMITTED : Act.FOUND_NOT_COMMITTED,
                    decided.jobId().generation(),
                    id.sink(),
                    id.checkpointId(),
                    id.subtask(),
                    "",
                    signature.who(),
                    signature.atMillis(),
                    signature.why());
            Verdicts verdicts = Verdicts.of(decided.jobId().generation(), Interventions.recover(store));
            Verdicts.Verdict known = verdicts.of(id.sink(), id.checkpointId(), id.subtask());
            if (known != null && known.committed() == committed) {
                return false;
            }
            verdicts.add(next);
            verdicts.checkPossible(
                    id.sink(),
                    decided.pending().stream()
                            .filter(each -> each.stage().equals(id.sink()))
                            .map(Outputs::placeOf)
                            .toList());
            Interventions.add(store, next);
            return true;
        }
    }

    /**
     * Rolls back a transaction that the job has open at a sink and that no checkpoint lists. The next start would do so too; this is for a job that is not started again soon, or ever.
     *
     * @throws WeirException {@code directory-in-use} while the job runs, {@code transaction-decided} if a checkpoint lists it, {@code no-such-transaction} if it is not open, or the sink
     *     cannot be asked
     */
    public void abort(String sink, String transactionId, Signature signature) {
        // Before a job that may run is shut out.
        try (ReadableStore there = checkpoints.read()) {
            DecidedOutput decided = decided(there);
            try (SinkViews sinks = new SinkViews(graph, decided.jobId())) {
                requireOrphan(decided, sinks, sink, transactionId);
            }
        }
        try (JournalStore store = takeOver()) {
            DecidedOutput decided = decided(store);
            try (SinkViews sinks = new SinkViews(graph, decided.jobId())) {
                SinkInspection<Object> view = requireOrphan(decided, sinks, sink, transactionId);
                Interventions.add(
                        store,
                        new Intervention(
                                Act.ABORTED,
                                decided.jobId().generation(),
                                sink,
                                0,
                                -1,
                                transactionId,
                                signature.who(),
                                signature.atMillis(),
                                signature.why()));
                Asked.of(sink, () -> {
                    view.abort(transactionId);
                    return true;
                });
            }
        }
    }

    /** Returns the sink that has the transaction open, if no checkpoint lists it. */
    private static SinkInspection<Object> requireOrphan(
            DecidedOutput decided, SinkViews sinks, String sink, String transactionId) {
        String why = sinks.whyUnasked(sink);
        if (why != null) {
            throw noSuchTransaction(sink, transactionId, why);
        }
        SinkInspection<Object> view = sinks.view(sink);
        requireUndecided(decided, sinks, sink, transactionId);
        boolean isOpen =
                Asked.of(sink, view::open).stream().anyMatch(open -> open.id().equals(transactionId));
        if (!isOpen) {
            throw noSuchTransaction(sink, transactionId, "nothing of that name is open");
        }
        return view;
    }

    private JournalStore takeOver() {
        // Before anything is made in a place where no job has ever run.
        try (ReadableStore there = checkpoints.read()) {
            decided(there);
        }
        JournalStore store = checkpoints.open("weir transactions");
        try {
            store.takeOver();
            return store;
        } catch (IOException e) {
            store.close();
            throw WeirException.external(
                    "checkpoint-store-failed",
                    "the checkpoints cannot be taken over, location=" + store.location(),
                    String.valueOf(e.getMessage()),
                    "try again once the store answers",
                    e);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private DecidedOutput decided(ReadableStore store) {
        DecidedOutput decided = JournalReader.decidedOutput(store);
        if (graph != null && !graph.name().equals(decided.jobId().name())) {
            throw WeirException.user(
                    "foreign-checkpoint",
                    "the checkpoints belong to another pipeline, location=" + store.location() + ", pipeline="
                            + graph.name(),
                    "they were written by the pipeline " + decided.jobId().name(),
                    "name the pipeline that the checkpoints are of");
        }
        return decided;
    }

    /** Returns what is decided, if one output of it may be settled by a person. */
    private DecidedOutput settleable(ReadableStore store, OutputId id) {
        DecidedOutput decided = decided(store);
        requireInDoubt(id, decided);
        return decided;
    }

    /** What a sink knows of its output, no person may say otherwise. A sink that cannot be asked is asked by the start. */
    private void requireInDoubt(OutputId id, DecidedOutput decided) {
        List<PendingCommittable> parts = decided.pending().stream()
                .filter(each -> Outputs.idOf(each).equals(id))
                .toList();
        if (parts.isEmpty()) {
            throw notPending(id, decided);
        }
        try (SinkViews sinks = new SinkViews(graph, decided.jobId())) {
            if (sinks.whyUnasked(id.sink()) != null) {
                return;
            }
            Outputs outputs = new Outputs(decided, sinks);
            List<CommitEvidence> known = parts.stream().map(outputs::evidence).toList();
            if (known.stream().noneMatch(each -> each.status() == CommitEvidence.Status.IN_DOUBT)) {
                CommitEvidence first = known.get(0);
                throw WeirException.user(
                        "not-in-doubt",
                        "the output " + id + " needs no settlement",
                        (first.status() == CommitEvidence.Status.COMMITTED
                                        ? "it is committed: "
                                        : "it is not committed: ")
                                + first.reason(),
                        "start the job: it acts on what the sink knows");
            }
        }
    }

    private static void requireUndecided(DecidedOutput decided, SinkViews sinks, String sink, String transactionId) {
        if (new Outputs(decided, sinks).isDecided(sink, transactionId)) {
            throw WeirException.user(
                    "transaction-decided",
                    "the transaction " + transactionId + " of sink \"" + sink + "\" is not rolled back",
                    "checkpoint " + decided.checkpointId() + " lists it as decided: rolling it back could lose output",
                    "start the job, which settles it");
        }
    }

    private static WeirException notPending(OutputId id, DecidedOutput decided) {
        return WeirException.user(
                "not-pending",
                "the output " + id + " waits for nothing",
                "as of checkpoint " + decided.checkpointId() + " it is committed, or there has never been such output",
                "see weir transactions list");
    }

    private static WeirException noSuchTransaction(String sink, String transactionId, String why) {
        return WeirException.user(
                "no-such-transaction",
                "there is no transaction " + transactionId + " of sink \"" + sink + "\" to be rolled back",
                why,
                "see weir transactions list");
    }
}
