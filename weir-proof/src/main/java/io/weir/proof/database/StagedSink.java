package io.weir.proof.database;

import io.weir.error.WeirException;
import io.weir.proof.database.SimConnection.RolledBackException;
import io.weir.proof.workload.Result;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import io.weir.testkit.world.SimProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The staged commit with a ledger: the checkpoint carries the rows, and after the decision one transaction writes them together with the ledger's entry. "Did
 * it happen?" is a question to the ledger (I5). Each attempt enters its number before anything else, and each commit finds its own there (I9).
 *
 * <p>Threading: Immutable.
 */
public final class StagedSink implements Sink<Result, StagedRows> {

    private static final Serde<StagedRows> SERDE = Serdes.of(StagedRows.class);

    private final SimDatabase database;
    private final SimProcess process;

    public StagedSink(SimDatabase database, SimProcess process) {
        this.database = database;
        this.process = process;
    }

    @Override
    public Committer<StagedRows> createCommitter(StageContext context) {
        return new StagedCommitter(context);
    }

    @Override
    public SinkWriter<Result, StagedRows> createWriter(StageContext context) {
        return new StagedWriter(context.subtask());
    }

    @Override
    public Serde<StagedRows> committableSerde() {
        return SERDE;
    }

    private static final class StagedWriter implements SinkWriter<Result, StagedRows> {
        private final int subtask;
        private List<Result> rows = new ArrayList<>();

        StagedWriter(int subtask) {
            this.subtask = subtask;
        }

        @Override
        public void write(Result value, long timestamp) {
            rows.add(value);
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<StagedRows> preCommit) {
            List<Result> staged = rows;
            rows = new ArrayList<>();
            preCommit.complete(staged.isEmpty() ? List.of() : List.of(new StagedRows(subtask, staged)));
        }

        @Override
        public void close() {}
    }

    private final class StagedCommitter implements Committer<StagedRows> {
        private static final String ATTEMPT = "attempt";

        private final long attempt;

        StagedCommitter(StageContext context) {
            attempt = context.attempt();
        }

        @Override
        public void recover(long restoredCheckpointId, List<CommitRequest<StagedRows>> pending) throws Exception {
            SimConnection connection = database.connect(process);
            Long newest = connection.readForUpdate(ATTEMPT);
            if (newest != null && newest > attempt) {
                connection.rollBack();
                throw superseded(newest);
            }
            connection.write(ATTEMPT, attempt);
            connection.commit();
        }

        @Override
        public CommitOutcome commit(CommitRequest<StagedRows> request) throws Exception {
            SimConnection connection = database.connect(process);
            try {
                return commit(request, connection);
            } catch (RolledBackException e) {
                return CommitOutcome.retryLater(String.valueOf(e.getMessage()));
            }
        }

        private CommitOutcome commit(CommitRequest<StagedRows> request, SimConnection connection)
                throws IOException, RolledBackException {
            Long newest = connection.readForUpdate(ATTEMPT);
            if (newest == null || newest != attempt) {
                connection.rollBack();
                throw superseded(newest == null ? 0 : newest);
            }
            String ledger = "ledger-" + request.committable().subtask();
            Long entry = connection.readForUpdate(ledger);
            if (entry != null && entry >= request.checkpointId()) {
                connection.rollBack();
                return CommitOutcome.ALREADY_COMMITTED;
            }
            connection.insert(request.committable().rows());
            connection.write(ledger, request.checkpointId());
            connection.commit();
            return CommitOutcome.COMMITTED;
        }

        private WeirException superseded(long newest) {
            return WeirException.external(
                    "superseded-attempt",
                    "attempt " + attempt + " cannot write to the database",
                    "attempt " + newest + " has taken over",
                    "nothing",
                    null);
        }

        @Override
        public void close() {}
    }
}
