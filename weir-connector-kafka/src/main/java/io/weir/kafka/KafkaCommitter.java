package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the sink's transactions: live ones through the producer that wrote them, those of an earlier attempt by the ledger and, where it says that they
 * are not committed, by writing their records again.
 *
 * <p>Threading: confined to the committer's thread, which may block.
 */
final class KafkaCommitter implements Committer<KafkaCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommitter.class);

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final SealedTransactions sealed;
    private final Recovery recovery;

    KafkaCommitter(StageContext context, SinkSettings<?> settings, SealedByAttempt sealedByAttempt) {
        this.context = context;
        this.settings = settings;
        this.sealed = sealedByAttempt.open(context);
        this.recovery = new Recovery(context, settings);
    }

    @Override
    public void recover(long restoredCheckpointId, List<CommitRequest<KafkaCommittable>> pending) throws Exception {
        recovery.recover(
                restoredCheckpointId,
                pending.stream().map(CommitRequest::committable).toList());
    }

    @Override
    public Optional<String> doubt(CommitRequest<KafkaCommittable> request) {
        return recovery.doubt(request.checkpointId(), request.committable());
    }

    @Override
    public void settled(List<CommitRequest<KafkaCommittable>> committed) throws Exception {
        Map<Integer, Long> newEntries = new TreeMap<>();
        committed.forEach(
                request -> newEntries.merge(request.committable().subtask(), request.checkpointId(), Math::max));
        recovery.settled(newEntries);
    }

    @Override
    public CommitOutcome commit(CommitRequest<KafkaCommittable> request) throws Exception {
        if (request.recovered()) {
            return recovery.commit(request.checkpointId(), request.committable());
        }
        recovery.end();
        return commitLive(request.checkpointId(), request.committable());
    }

    @Override
    public CommitOutcome commitAgain(CommitRequest<KafkaCommittable> request) throws Exception {
        return recovery.commitAgain(request.checkpointId(), request.committable());
    }

    private CommitOutcome commitLive(long checkpointId, KafkaCommittable committable) throws InterruptedException {
        SealedTransaction transaction = committable.live();
        if (transaction == null) {
            throw WeirException.defect(
                    "checkpoint " + checkpointId + " of sink " + context.stageName() + " cannot be committed",
                    "its committable was said to be of this attempt, but has no open transaction");
        }
        try {
            return transaction.commit() ? CommitOutcome.COMMITTED : CommitOutcome.ALREADY_COMMITTED;
        } catch (InterruptException e) {
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("while committing checkpoint " + checkpointId);
            interrupted.initCause(e);
            throw interrupted;
        } catch (RuntimeException e) {
            throw failure(checkpointId, committable, e);
        }
    }

    private WeirException failure(long checkpointId, KafkaCommittable committable, RuntimeException error) {
        String what = "the output of checkpoint " + checkpointId + " for topic " + settings.topic()
                + " was not confirmed as committed (" + committable + ")";
        if (lost(error)) {
            LOG.warn("{}: the broker gave the transaction up; recovery writes its records again", what);
            return WeirException.external(
                    "kafka-transaction-lost",
                    what,
                    "the broker rolled the transaction back, because its timeout of "
                            + settings.transactionTimeout().toMillis() + " ms passed or another producer has its id ("
                            + KafkaErrors.reason(error) + ")",
                    "nothing, if it happens once: recovery writes the records again. If often, call transactionTimeout(..) with more,"
                            + " and see that no other process runs this job",
                    error);
        }
        return WeirException.external(
                "kafka-commit-unknown",
                what,
                "the outcome of the commit is not known: " + KafkaErrors.reason(error),
                "nothing: recovery finds out by the ledger. Check that the brokers are up and can be reached",
                error);
    }

    /** Returns whether the broker said that the transaction no longer exists. */
    private static boolean lost(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidTxnStateException
                    || cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof InvalidPidMappingException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        recovery.end();
        sealed.close();
    }
}
