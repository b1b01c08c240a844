package io.weir.engine.inspect;

import io.weir.engine.commit.PendingOutput;
import io.weir.engine.commit.Verdicts;
import io.weir.engine.journal.DecidedOutput;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.serde.Serde;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitRequest;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.SinkInspection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the last checkpoint lists as decided, beside what the sinks show of it.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class Outputs {

    private final DecidedOutput decided;
    private final SinkViews sinks;

    Outputs(DecidedOutput decided, SinkViews sinks) {
        this.decided = decided;
        this.sinks = sinks;
    }

    static OutputId idOf(PendingCommittable output) {
        return new OutputId(output.stage(), output.checkpointId(), output.subtask());
    }

    /** As far as verdicts need it, which know output by its place. */
    static CommitRequest<PendingCommittable> placeOf(PendingCommittable output) {
        return new CommitRequest<>(output.checkpointId(), output.subtask(), output, true);
    }

    /** Returns the sinks of the pipeline, and those that have something pending and are in no pipeline that is known. */
    Set<String> sinkNames() {
        Set<String> names = new LinkedHashSet<>();
        sinks.names().forEach(names::add);
        decided.pending().forEach(each -> names.add(each.stage()));
        return names;
    }

    List<PendingCommittable> of(String sink) {
        return decided.pending().stream()
                .filter(each -> each.stage().equals(sink))
                .toList();
    }

    /** Returns what waits at a sink, by checkpoint then subtask. */
    List<PendingTransaction> pending(String sink, boolean asked, Verdicts verdicts) {
        List<PendingTransaction> all = new ArrayList<>();
        for (PendingCommittable each : of(sink)) {
            all.add(new PendingTransaction(
                    idOf(each),
                    asked ? transactionOf(each) : "",
                    asked ? evidence(each) : null,
                    verdicts.of(sink, placeOf(each)),
                    each.bytes().length));
        }
        return all;
    }

    /** Returns what the job has open at a sink, and in no checkpoint. */
    List<OrphanTransaction> orphans(String sink) {
        SinkInspection<Object> view = sinks.view(sink);
        List<OrphanTransaction> orphans = new ArrayList<>();
        for (OutsideTransaction open : Asked.of(sink, view::open)) {
            if (!isDecided(sink, open.id())) {
                orphans.add(new OrphanTransaction(sink, open));
            }
        }
        return orphans;
    }

    /** Returns whether the last checkpoint lists a transaction. */
    boolean isDecided(String sink, String transactionId) {
        return of(sink).stream().anyMatch(each -> transactionOf(each).equals(transactionId));
    }

    /** Returns what a sink that can be asked shows of its output. */
    CommitEvidence evidence(PendingCommittable output) {
        SinkInspection<Object> view = sinks.view(output.stage());
        return Asked.of(output.stage(), () -> view.evidence(requestOf(output)));
    }

    private String transactionOf(PendingCommittable output) {
        SinkInspection<Object> view = sinks.view(output.stage());
        return Asked.of(
                output.stage(),
                () -> view.transactionOf(requestOf(output).committable()).orElse(""));
    }

    private CommitRequest<Object> requestOf(PendingCommittable output) {
        @Nullable Serde<Object> serde = sinks.serde(output.stage());
        if (serde == null) {
            throw new IllegalArgumentException("no such sink: " + output.stage());
        }
        return PendingOutput.of(output.stage(), serde, List.of(output)).get(0);
    }
}
