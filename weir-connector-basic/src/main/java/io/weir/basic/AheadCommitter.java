package io.weir.basic;

import io.weir.runtime.StageContext;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * Delivers what checkpoints have decided.
 *
 * <p>There is nothing to end in recovery: what is not decided is nowhere but in the memory of the attempt that wrote it. An older attempt that still runs can only deliver what is decided, under
 * the same ids.
 *
 * <p>Threading: as {@link Committer}.
 */
final class AheadCommitter<T> implements Committer<AheadBatch<T>> {

    private final StageContext context;
    private final Delivery<? super T> delivery;
    private final boolean idempotent;

    AheadCommitter(StageContext context, Delivery<? super T> delivery, boolean idempotent) {
        this.context = context;
        this.delivery = delivery;
        this.idempotent = idempotent;
    }

    @Override
    public void recover(long restoredCheckpointId, List<CommitRequest<AheadBatch<T>>> pending) {}

    @Override
    public CommitOutcome commit(CommitRequest<AheadBatch<T>> request) throws Exception {
        BatchId id = new BatchId(
                context.jobId(),
                context.stageName(),
                request.checkpointId(),
                request.subtask(),
                request.committable().sequence());
        DeliveryOutcome outcome = deliver(request.committable().records(), id);
        if (!outcome.delivered()) {
            return CommitOutcome.retryLater("batch " + id.idempotencyKey() + ": " + outcome.reason());
        }
        request.committable().delivered();
        return CommitOutcome.COMMITTED;
    }

    private DeliveryOutcome deliver(List<T> records, BatchId id) throws Exception {
        try {
            return call(records, id);
        } catch (IOException e) {
            if (!idempotent || e instanceof InterruptedIOException) {
                throw e;
            }
            // Whether it is there or not: delivered again it is there once. Most often a connection had gone stale.
            return call(records, id);
        }
    }

    @SuppressWarnings("unchecked") // the delivery only reads the list
    private DeliveryOutcome call(List<T> records, BatchId id) throws Exception {
        return ((Delivery<T>) delivery).deliver(records, id);
    }

    @Override
    public void close() {}
}
