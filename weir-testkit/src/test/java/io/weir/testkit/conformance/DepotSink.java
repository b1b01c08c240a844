package io.weir.testkit.conformance;

import io.weir.runtime.StageContext;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A sink that writes to a {@link Depot} by two-phase commit; right, unless the depot has a flaw. */
final class DepotSink implements Sink<String, DepotBatch> {

    private final Depot depot;
    private final Set<DepotBatch.Name> madeHere = new HashSet<>();

    DepotSink(Depot depot) {
        this.depot = depot;
    }

    synchronized void madeHere(DepotBatch.Name name) {
        madeHere.add(name);
    }

    synchronized boolean isMadeHere(DepotBatch.Name name) {
        return madeHere.contains(name);
    }

    @Override
    public Committer<DepotBatch> createCommitter(StageContext context) {
        return new DepotCommitter(this, depot, context);
    }

    @Override
    public SinkWriter<String, DepotBatch> createWriter(StageContext context) {
        return new DepotWriter(this, depot, context);
    }

    static String owner(Depot depot, StageContext context) {
        if (depot.has(SinkFlaw.NAMES_WITHOUT_JOB)) {
            return context.jobId().name() + "/" + context.stageName();
        }
        if (depot.has(SinkFlaw.NAMES_WITHOUT_STAGE)) {
            return context.jobId().toString();
        }
        return context.jobId() + "/" + context.stageName();
    }

    @Override
    public Serde<DepotBatch> committableSerde() {
        return new BatchSerde(depot);
    }

    private record BatchSerde(Depot depot) implements Serde<DepotBatch> {

        @Override
        public void write(DepotBatch value, ByteWriter out) {
            out.writeString(value.owner());
            out.writeVarLong(value.attempt());
            out.writeVarInt(depot.has(SinkFlaw.SERDE_DROPS_A_FIELD) ? 0 : value.subtask());
            out.writeVarLong(value.checkpointId());
        }

        @Override
        public DepotBatch read(ByteReader in) {
            try {
                DepotBatch read =
                        new DepotBatch(in.readString(), in.readVarLong(), in.readVarInt(), in.readVarLong(), List.of());
                if (depot.has(SinkFlaw.SERDE_READS_TOO_MUCH)) {
                    in.skip(in.remaining());
                }
                return read;
            } catch (CorruptDataException e) {
                if (depot.has(SinkFlaw.SERDE_TELLS_CORRUPTION_WRONGLY)) {
                    throw new IllegalArgumentException("bad bytes", e);
                }
                throw e;
            }
        }

        @Override
        public String schema() {
            return "depot-batch-1";
        }
    }

    private static final class DepotCommitter implements Committer<DepotBatch> {

        private final DepotSink sink;
        private final Depot depot;
        private final StageContext context;
        private final String owner;
        private final Map<Integer, Long> newestPending = new HashMap<>();
        private Map<String, Long> ledgerAtRecovery = Map.of();

        DepotCommitter(DepotSink sink, Depot depot, StageContext context) {
            this.sink = sink;
            this.depot = depot;
            this.context = context;
            this.owner = owner(depot, context);
        }

        @Override
        public void recover(long restoredCheckpointId, List<CommitRequest<DepotBatch>> pending) {
            pending.forEach(request -> newestPending.merge(request.subtask(), request.checkpointId(), Math::max));
            ledgerAtRecovery = depot.ledger();
            depot.recover(
                    owner,
                    context.attempt(),
                    restoredCheckpointId,
                    pending.stream().map(CommitRequest::committable).toList());
        }

        @Override
        public CommitOutcome commit(CommitRequest<DepotBatch> request) throws Exception {
            DepotBatch batch = request.committable();
            boolean forgotten = request.recovered()
                    && ((depot.has(SinkFlaw.FORGETS_SUBTASKS_THAT_ARE_GONE)
                                    && request.subtask() >= context.parallelism())
                            || (depot.has(SinkFlaw.RECOVERS_ONLY_THE_NEWEST)
                                    && newestPending.get(request.subtask()) > request.checkpointId()));
            if (forgotten) {
                return CommitOutcome.ALREADY_COMMITTED;
            }
            if (depot.has(SinkFlaw.COMMITTABLE_NEEDS_ITS_SINK) && !sink.isMadeHere(batch.name())) {
                return CommitOutcome.inDoubt("made by another process");
            }
            Depot.By by = new Depot.By(context.attempt(), request.recovered());
            boolean looksEarly = request.recovered() && depot.has(SinkFlaw.ZOMBIE_COMMITS_BETWEEN);
            return depot.commit(batch, by, looksEarly ? ledgerAtRecovery : depot.ledger());
        }

        @Override
        public void close() {
            if (depot.has(SinkFlaw.COMMITTER_CLOSE_ABORTS)) {
                for (int subtask = 0; subtask < context.parallelism(); subtask++) {
                    depot.giveUp(owner, context.attempt(), subtask);
                }
            }
        }
    }
}
