package io.weir.testkit.conformance;

import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.sink.PreCommit;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.SinkWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes batches to a {@link Depot}. */
final class DepotWriter implements SinkWriter<String, DepotBatch> {

    /** What it can never take. */
    static final String REFUSED = "refused";

    private final DepotSink sink;
    private final Depot depot;
    private final StageContext context;
    private final String owner;
    private final IoLane lane;
    private List<String> open = new ArrayList<>();
    private boolean ready;
    private boolean closed;

    DepotWriter(DepotSink sink, Depot depot, StageContext context) {
        this.sink = sink;
        this.depot = depot;
        this.context = context;
        this.owner = DepotSink.owner(depot, context);
        this.lane = context.lane("depot");
    }

    @Override
    public boolean ready() {
        if (!ready && !depot.has(SinkFlaw.NEVER_WAKES_ITS_TASK)) {
            lane.submit(() -> true, done -> {
                ready = true;
                context.wakeUp();
            });
        }
        return ready;
    }

    @Override
    public void write(String value, long timestamp) {
        if (value.equals(REFUSED)) {
            if (depot.has(SinkFlaw.REFUSES_AND_KEEPS)) {
                open.add(value);
            }
            throw new RefusedRecordException(value);
        }
        if (depot.has(SinkFlaw.SHARED_STAGING)) {
            depot.stage(owner + context.subtask(), value);
        } else {
            open.add(value);
        }
        if (depot.has(SinkFlaw.VISIBLE_WHEN_WRITTEN)) {
            depot.show(List.of(value));
        }
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<DepotBatch> preCommit) {
        if (depot.has(SinkFlaw.SEALS_WHAT_CAME_LATER)) {
            lane.submit(() -> true, done -> seal(take(), checkpointId, preCommit));
            return;
        }
        List<String> records = take();
        lane.submit(StageContext.action(() -> seal(records, checkpointId, preCommit)), done -> {});
    }

    private List<String> take() {
        List<String> taken = open;
        open = new ArrayList<>();
        if (depot.has(SinkFlaw.FLUSH_MISSES_THE_LAST) && taken.size() > 1) {
            taken.remove(taken.size() - 1);
        }
        return depot.has(SinkFlaw.SHARED_STAGING) ? depot.takeStaged(owner + context.subtask()) : taken;
    }

    private void seal(List<String> records, long checkpointId, PreCommit<DepotBatch> preCommit) {
        if (records.isEmpty() && depot.has(SinkFlaw.EMPTY_SEAL_IS_NOT_ANSWERED)) {
            return;
        }
        if (records.isEmpty() && !depot.has(SinkFlaw.EMPTY_COMMIT_FAILS)) {
            preCommit.complete(List.of());
            return;
        }
        long named = depot.has(SinkFlaw.NAMES_WITHOUT_CHECKPOINT) ? 0 : checkpointId;
        DepotBatch batch = new DepotBatch(owner, context.attempt(), context.subtask(), named, records);
        try {
            depot.seal(batch.name(), records);
        } catch (IOException | RuntimeException e) {
            if (depot.has(SinkFlaw.SWALLOWS_A_FAILED_PRE_COMMIT)) {
                preCommit.complete(List.of());
            } else {
                preCommit.fail(e);
            }
            return;
        }
        sink.madeHere(batch.name());
        if (depot.has(SinkFlaw.VISIBLE_AT_PRE_COMMIT)) {
            depot.show(records);
        }
        if (depot.has(SinkFlaw.ANSWERS_TWICE)) {
            preCommit.complete(List.of(batch));
        }
        preCommit.complete(List.of(batch));
    }

    @Override
    public void close() {
        if (closed && depot.has(SinkFlaw.CLOSE_IS_NOT_IDEMPOTENT)) {
            throw new IllegalStateException("closed twice");
        }
        closed = true;
        if (depot.has(SinkFlaw.CLOSE_COMMITS)) {
            depot.show(open);
            open = new ArrayList<>();
        }
        if (depot.has(SinkFlaw.CLOSE_ABORTS_WHAT_IS_SEALED)) {
            depot.giveUp(owner, context.attempt(), context.subtask());
        }
    }
}
