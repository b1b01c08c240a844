package io.weir.kafka;

import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams the records of one subtask into transactions: one is written while those of earlier checkpoints are sealed and committed.
 *
 * <p>Threading: confined to the task; sealing happens on a lane.
 *
 * <p>Invariants:
 * <ul>
 *   <li>W1: a transaction is begun by its first record, so an interval without records has none.
 *   <li>W2 (I12): records stand in the log in the order they were written, across transactions too: a later transaction gets a producer only when every
 *       record of the one before is acknowledged. What a second producer sends while the first still has requests under way could overtake them.
 * </ul>
 */
final class KafkaWriter<T> implements SinkWriter<T, KafkaCommittable> {

    /** What came before the topic's partitions were known. */
    private record EarlyValue<T>(T value, long timestamp) {}

    /** A barrier's transaction that has no producer yet. */
    private record WaitingSeal<T>(
            OpenTransaction transaction,
            List<EarlyValue<T>> early,
            long checkpointId,
            PreCommit<KafkaCommittable> preCommit) {}

    private final StageContext context;
    private final SinkSettings<T> settings;
    private final SealedByAttempt sealedByAttempt;
    private final RecordRouter<T> router;
    private final Ledger ledger;
    private final ProducerPool pool;
    private final IoLane sealLane;
    private final List<SealedTransaction> sealedHere = new ArrayList<>();

    private OpenTransaction current;
    private List<EarlyValue<T>> earlyValues = new ArrayList<>();
    private int turn;
    private boolean closed;

    /** Set while a barrier's transaction waits for a producer: it goes before the current one (W2). */
    private @Nullable WaitingSeal<T> waitingSeal;

    /** Set from a barrier until the records before it are acknowledged; those behind it wait here, a bounded amount (W2). */
    private volatile boolean flushing;

    KafkaWriter(StageContext context, SinkSettings<T> settings, SealedByAttempt sealedByAttempt) {
        this.context = context;
        this.settings = settings;
        this.sealedByAttempt = sealedByAttempt;
        this.router = new RecordRouter<>(settings, context.stageName());
        TransactionalIds ids = new TransactionalIds(context.jobId(), context.stageName());
        this.ledger = new Ledger(ids, settings.topic());
        this.pool = new ProducerPool(context, settings, ids, ledger);
        this.sealLane = context.lane("seal");
        this.turn = context.subtask();
        this.current = open(0);
        pool.start();
    }

    private OpenTransaction open(int expectedCount) {
        return new OpenTransaction(new SendProgress(context, settings.topic()), expectedCount);
    }

    @Override
    public void write(T value, long timestamp) {
        int partitionCount = pool.partitionCount();
        if (partitionCount == 0) {
            router.check(value);
            earlyValues.add(new EarlyValue<>(value, timestamp));
        } else {
            current.add(router.route(value, timestamp, partitionCount, turn));
        }
    }

    @Override
    public boolean ready() {
        if (waitingSeal != null && !sealWaiting(waitingSeal)) {
            return false;
        }
        if (flushing) {
            return current.waitingBytes() < pool.inFlightBytesMax(pool.partitionCount());
        }
        if (!current.hasProducer()) {
            TransactionalProducer producer = pool.take();
            if (producer == null) {
                return false;
            }
            use(producer, current, earlyValues, pool.partitionCount());
            earlyValues = new ArrayList<>(0);
        }
        return current.ready();
    }

    private void use(
            TransactionalProducer producer,
            OpenTransaction transaction,
            List<EarlyValue<T>> early,
            int partitionCount) {
        for (EarlyValue<T> earlyValue : early) {
            transaction.add(router.route(earlyValue.value(), earlyValue.timestamp(), partitionCount, turn));
        }
        transaction.use(producer, pool.inFlightBytesMax(partitionCount));
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<KafkaCommittable> preCommit) {
        if (current.isEmpty() && earlyValues.isEmpty()) {
            preCommit.complete(List.of());
            return;
        }
        OpenTransaction sealing = current;
        List<EarlyValue<T>> early = earlyValues;
        flushing = true;
        current = open(sealing.size());
        earlyValues = new ArrayList<>(0);
        turn = (turn + 1) & Integer.MAX_VALUE;
        if (sealing.hasProducer()) {
            submitSeal(sealing, checkpointId, preCommit);
        } else {
            waitingSeal = new WaitingSeal<>(sealing, early, checkpointId, preCommit);
            context.wakeUp();
        }
    }

    /** Seals what waits for a producer, if there is one now; if not, a wake-up follows when there is. */
    private boolean sealWaiting(WaitingSeal<T> waiting) {
        TransactionalProducer producer = pool.take();
        if (producer == null) {
            return false;
        }
        waitingSeal = null;
        use(producer, waiting.transaction(), waiting.early(), pool.partitionCount());
        submitSeal(waiting.transaction(), waiting.checkpointId(), waiting.preCommit());
        return true;
    }

    private void submitSeal(OpenTransaction transaction, long checkpointId, PreCommit<KafkaCommittable> preCommit) {
        sealLane.submit(
                StageContext.action(() -> seal(transaction, checkpointId, preCommit)), done -> sendWhatWaited());
    }

    /** Sends what came behind the barrier during the flush, also if nothing more comes for a while. */
    private void sendWhatWaited() {
        if (ready()) {
            context.wakeUp();
        }
    }

    /** Lane. */
    private void seal(OpenTransaction transaction, long checkpointId, PreCommit<KafkaCommittable> preCommit) {
        KafkaCommittable committable;
        try {
            transaction.flush();
            flushing = false;
            context.wakeUp();
            SealedTransaction sealed = transaction.seal(ledger, pool.ledgerGroup(), pool, checkpointId);
            keep(sealed);
            committable = new KafkaCommittable(
                    transaction.transactionalId(), context.subtask(), context.attempt(), transaction.records(), sealed);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            closeAtOnce(transaction.abandon());
            preCommit.fail(KafkaErrors.inWords(
                    "the output of checkpoint " + checkpointId + " for topic " + settings.topic()
                            + " could not be made durable",
                    e));
            return;
        }
        preCommit.complete(List.of(committable));
    }

    /** Lane: sees that the transaction's producer is closed one day, also if it is never committed. */
    private void keep(SealedTransaction sealed) {
        SealedTransactions shared = sealedByAttempt.of(context);
        if (shared != null) {
            shared.add(sealed);
        } else {
            sealedHere.removeIf(SealedTransaction::ended);
            sealedHere.add(sealed);
        }
    }

    private static void closeAtOnce(@Nullable TransactionalProducer producer) {
        if (producer != null) {
            producer.closeAtOnce();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        pool.close(current.abandon());
        sealLane.submit(StageContext.action(() -> sealedHere.forEach(SealedTransaction::discard)), done -> {});
    }
}
