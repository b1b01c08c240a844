package io.weir.engine.job;

import io.weir.engine.commit.PendingOutput;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.RestoredCheckpoint;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.journal.StoredPart;
import io.weir.error.WeirException;
import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.graph.StageGraph;
import io.weir.serde.Serde;
import io.weir.sink.CommitRequest;
import io.weir.source.SourceSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last checkpoint, seen from the stages that it is restored to.
 *
 * <p>Threading: Immutable.
 */
final class Restored {

    private final @Nullable RestoredCheckpoint checkpoint;

    private Restored(@Nullable RestoredCheckpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /**
     * Checks that every part of the checkpoint has a stage to go to.
     *
     * @param checkpoint null on a first start
     */
    static Restored of(@Nullable RestoredCheckpoint checkpoint, StageGraph graph) {
        if (checkpoint != null) {
            checkpoint
                    .sources()
                    .forEach(source -> demand(graph, source.stage(), Operation.Read.class::isInstance, "positions"));
            checkpoint
                    .pending()
                    .forEach(pending -> demand(graph, pending.stage(), Operation.Write.class::isInstance, "output"));
            checkpoint
                    .inFlight()
                    .forEach(records ->
                            demand(graph, records.stage(), Restored::takesInFlight, "records on their way to"));
            checkpoint.states().states().forEach(state -> demand(graph, state.stage(), Restored::hasState, "state"));
        }
        return new Restored(checkpoint);
    }

    boolean isFirstStart() {
        return checkpoint == null;
    }

    /** Returns whether a source has never had a position: it was added to the pipeline, or the job is new. */
    boolean isFirstStart(String source) {
        return checkpoint == null
                || checkpoint.sources().stream()
                        .noneMatch(snapshot -> snapshot.stage().equals(source));
    }

    /** Returns the id of the checkpoint; 0 on a first start. */
    long checkpointId() {
        return checkpoint == null ? 0 : checkpoint.checkpointId();
    }

    /** Returns a source's splits with their positions. */
    List<SourceSplit> splits(String stage, Serde<SourceSplit> serde) {
        List<SourceSplit> splits = new ArrayList<>();
        for (SourceSnapshot source : checkpoint == null ? List.<SourceSnapshot>of() : checkpoint.sources()) {
            if (source.stage().equals(stage)) {
                source.splits()
                        .forEach(bytes -> splits.add(
                                StoredPart.read("the positions of the source", stage, source.schema(), serde, bytes)));
            }
        }
        return splits;
    }

    /** Returns the keyed state of all stages. */
    RestoredStates states() {
        return checkpoint == null ? RestoredStates.NONE : checkpoint.states();
    }

    /** Returns what a sink has still to commit, by checkpoint then subtask. */
    List<CommitRequest<Object>> pending(String stage, Serde<Object> serde) {
        return checkpoint == null ? List.of() : PendingOutput.of(stage, serde, checkpoint.pending());
    }

    private static boolean keepsState(Operation operation) {
        return operation instanceof Operation.Aggregate
                || operation instanceof Operation.Reduce
                || operation instanceof Operation.Windowed
                || operation instanceof Operation.Deduplicate
                || operation instanceof Operation.Process
                || operation instanceof Operation.CoProcess
                || operation instanceof Operation.BroadcastProcess
                || operation instanceof Operation.PairWindowed;
    }

    private static boolean takesInFlight(Operation operation) {
        return keepsState(operation) || operation instanceof Operation.Async;
    }

    /** A source's is how far event time has come. */
    private static boolean hasState(Operation operation) {
        return keepsState(operation) || operation instanceof Operation.Read;
    }

    private static void demand(StageGraph graph, String name, Predicate<Operation> kind, String what) {
        for (Stage stage : graph.stages()) {
            if (stage.name().equals(name) && kind.test(stage.operation())) {
                return;
            }
        }
        throw WeirException.user(
                "missing-stage",
                "the checkpoint holds " + what + " of a stage \"" + name
                        + "\", and the pipeline has no such stage of that name",
                "starting without it would lose what it holds in silence",
                "give the stage its old name back, or start with a new checkpoint directory");
    }
}
