package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitRequest;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.SinkInspection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.jspecify.annotations.Nullable;

/**
 * What one sink of one job has at the brokers: its open transactions, and what its ledger says.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class KafkaInspection implements SinkInspection<KafkaCommittable> {

    /** Those that hold back readers. */
    private static final Set<TransactionState> UNSETTLED =
            EnumSet.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final String stage;
    private final TransactionalIds ids;
    private final Ledger ledger;
    private final Admin admin;
    private final Fence fence;

    KafkaInspection(SinkSettings<?> settings, JobId jobId, String stageName) {
        this.stage = "sink " + stageName;
        this.ids = new TransactionalIds(jobId, stageName);
        this.ledger = new Ledger(ids, settings.topic());
        this.admin = settings.fencingAdmin(stage);
        this.fence = new Fence(admin, ids, stage);
    }

    @Override
    public List<OutsideTransaction> open() throws InterruptedException {
        Map<String, TransactionState> unsettled = new TreeMap<>();
        fence.known().forEach((id, state) -> {
            if (UNSETTLED.contains(state)) {
                unsettled.put(id, state);
            }
        });
        List<OutsideTransaction> open = new ArrayList<>();
        for (Map.Entry<String, TransactionState> each : unsettled.entrySet()) {
            open.add(new OutsideTransaction(
                    each.getKey(),
                    ids.subtaskOf(each.getKey()),
                    each.getValue().toString(),
                    ending(each.getValue()) + detail(each.getKey())));
        }
        return open;
    }

    private static String ending(TransactionState state) {
        return switch (state) {
            case PREPARE_COMMIT -> "it is being committed, ";
            case PREPARE_ABORT -> "it is being rolled back, ";
            default -> "";
        };
    }

    private String detail(String id) throws InterruptedException {
        try {
            TransactionDescription description =
                    admin.describeTransactions(Set.of(id)).description(id).get();
            return (description.transactionStartTimeMs().isPresent()
                            ? "since "
                                    + Instant.ofEpochMilli(
                                            description.transactionStartTimeMs().getAsLong()) + ", "
                            : "")
                    + "producer " + description.producerId() + ", epoch " + description.producerEpoch()
                    + ", the broker gives it up after " + description.transactionTimeoutMs() + " ms";
        } catch (ExecutionException e) {
            throw KafkaErrors.inWords("transaction " + id + " of " + stage + " could not be looked at", e);
        }
    }

    @Override
    public Optional<String> transactionOf(KafkaCommittable committable) {
        return Optional.of(committable.transactionalId());
    }

    /** The last entry that is committed answers, also if an open transaction holds back a newer one: that one is not committed. */
    @Override
    public CommitEvidence evidence(CommitRequest<KafkaCommittable> request) throws InterruptedException {
        KafkaCommittable committable = request.committable();
        Long entry = ledger.readCommitted(admin, Set.of(committable.subtask())).get(committable.subtask());
        if (entry == null) {
            return CommitEvidence.inDoubt(ledger.isGone(stage, request.checkpointId(), committable));
        }
        String says =
                "the ledger says that subtask " + committable.subtask() + " is committed up to checkpoint " + entry;
        return entry >= request.checkpointId()
                ? CommitEvidence.committed(says)
                : CommitEvidence.notCommitted(says + "; " + committable + " is in the checkpoint");
    }

    /** Fencing its producer ends a transaction, and nothing else does for one that nobody owns. */
    @Override
    public void abort(String transactionId) throws InterruptedException {
        if (!ids.owns(transactionId)) {
            throw WeirException.user(
                    "not-this-jobs",
                    "the transaction " + transactionId + " is not one of " + stage,
                    "its id is not one that this sink of this job gives",
                    "take a name that weir transactions list shows");
        }
        requireOngoing(stage, transactionId, fence.known().get(transactionId));
        fence.fence(Set.of(transactionId));
    }

    /**
     * Fencing the producer of a transaction whose end the broker has noted changes nothing of it: it waits until that end is written.
     *
     * @param state null if the broker does not know the transaction
     */
    static void requireOngoing(String stage, String transactionId, @Nullable TransactionState state) {
        if (state == TransactionState.PREPARE_COMMIT) {
            throw WeirException.user(
                    "transaction-decided",
                    "the transaction " + transactionId + " of " + stage + " is not rolled back",
                    "the broker has noted that it is committed, and is writing that to the partitions",
                    "wait until weir transactions list shows it no more: its output is then visible");
        }
        if (state != TransactionState.ONGOING) {
            throw WeirException.user(
                    "no-such-transaction",
                    "there is no transaction " + transactionId + " of " + stage + " to be rolled back",
                    state == null ? "the broker does not know it" : "its state is " + state,
                    "see weir transactions list");
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
