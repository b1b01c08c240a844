package io.weir.basic;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.Committer;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes to whatever a client can be called for: the output of a checkpoint is carried in the checkpoint itself, and delivered after the decision, in order.
 *
 * <pre>{@code
 * WriteAheadSink.idempotent(Order.class, (orders, id) -> {
 *     HttpResponse<Void> response = client.send(post(json(orders)).header("Idempotency-Key", id.idempotencyKey()).build(), discarding());
 *     return response.statusCode() == 200 ? DeliveryOutcome.DELIVERED : DeliveryOutcome.retryLater("HTTP " + response.statusCode());
 * });
 * }</pre>
 *
 * <p><b>Exactly once only with an idempotent target</b>: one that takes a batch once for each {@link BatchId#idempotencyKey}, or one that keeps with each row the checkpoint and batch that it was written by
 * ({@link BatchId#checkpointId}, {@link BatchId#sequence}) and takes a row only from the same or newer ones: docs/connectors/write-ahead.md has the statement and its conditions. A target that remembers keys must do so for as long as a batch may be delivered again: until the job has come back from its longest downtime.
 * Upserts by key alone are not enough: a call of an older attempt that hangs may end after newer ones, and then an older value stands on top. <b>With any other target it is at least once</b>: nothing is lost, and after a crash, a
 * lost answer or a failed call a batch may come again, in part or whole. Which of the two it is only the user knows, and says by the choice of {@link #idempotent} or {@link #atLeastOnce}.
 *
 * <p>The output between two barriers is in memory, and in the checkpoint until its delivery is confirmed, as bytes; {@link #bytesMax} is its bound. A delivery is given records that were read
 * back from these.
 *
 * <p>Threading: Immutable, as far as the delivery is.
 *
 * @param <T> the type of the records
 */
public final class WriteAheadSink<T> implements Sink<T, AheadBatch<T>> {

    private static final int BATCH_SIZE = 500;
    private static final int BYTES_MAX_DEFAULT = 64 << 20;
    private static final int BYTES_MIN = 1 << 10;
    private static final int BYTES_MAX = 1 << 30;

    private final Serde<T> serde;
    private final Delivery<? super T> delivery;
    private final boolean idempotent;
    private final int batchSize;
    private final int bytesMax;
    private final Consumer<? super T> check;

    private WriteAheadSink(
            Serde<T> serde,
            Delivery<? super T> delivery,
            boolean idempotent,
            int batchSize,
            int bytesMax,
            Consumer<? super T> check) {
        this.serde = Objects.requireNonNull(serde, "serde");
        this.delivery = Objects.requireNonNull(delivery, "delivery");
        this.idempotent = idempotent;
        this.batchSize = batchSize;
        this.bytesMax = bytesMax;
        this.check = Objects.requireNonNull(check, "check");
    }

    /**
     * Exactly once, if the target takes a batch once for each idempotency key, or guards its rows by checkpoint and batch.
     *
     * @param type of the records, which the built-in serdes must know
     */
    public static <T> WriteAheadSink<T> idempotent(Class<T> type, Delivery<? super T> delivery) {
        return idempotent(Serdes.of(type), delivery);
    }

    /** As {@link #idempotent(Class, Delivery)}, for records that another serde keeps in checkpoints. */
    public static <T> WriteAheadSink<T> idempotent(Serde<T> serde, Delivery<? super T> delivery) {
        return new WriteAheadSink<>(serde, delivery, true, BATCH_SIZE, BYTES_MAX_DEFAULT, value -> {});
    }

    /**
     * At least once: for a target that does not notice that it gets a batch again.
     *
     * @param type of the records, which the built-in serdes must know
     */
    public static <T> WriteAheadSink<T> atLeastOnce(Class<T> type, Delivery<? super T> delivery) {
        return atLeastOnce(Serdes.of(type), delivery);
    }

    /** As {@link #atLeastOnce(Class, Delivery)}, for records that another serde keeps in checkpoints. */
    public static <T> WriteAheadSink<T> atLeastOnce(Serde<T> serde, Delivery<? super T> delivery) {
        return new WriteAheadSink<>(serde, delivery, false, BATCH_SIZE, BYTES_MAX_DEFAULT, value -> {});
    }

    /** Sets how many records are delivered at a time at most; 500 by default. */
    public WriteAheadSink<T> batchSize(int recordsMax) {
        if (recordsMax < 1) {
            throw WeirException.user(
                    "invalid-batch-size",
                    "the batch size of a write-ahead sink is " + recordsMax,
                    "a batch has at least one record",
                    "use 1 or more");
        }
        return new WriteAheadSink<>(serde, delivery, idempotent, recordsMax, bytesMax, check);
    }

    /**
     * Sets how many bytes of records a subtask may hold that are not delivered; 64 MiB by default. Beyond that it holds its input back until deliveries have caught up. If they are the output of a
     * single checkpoint, it asks for the next one before its time. Until that comes they may become up to 8 times as many, and at most 1 GiB; more of them fail the job.
     */
    public WriteAheadSink<T> bytesMax(int bytes) {
        if (bytes < BYTES_MIN || bytes > BYTES_MAX) {
            throw WeirException.user(
                    "invalid-bytes-max",
                    "a write-ahead sink may hold " + bytes + " bytes of records",
                    "it cannot be",
                    "give " + BYTES_MIN + " to " + BYTES_MAX);
        }
        return new WriteAheadSink<>(serde, delivery, idempotent, batchSize, bytes, check);
    }

    /**
     * Sets what looks at each record before anything is done with it. What the target would refuse has to be refused here: once a checkpoint has decided a record, the job waits until it is delivered.
     *
     * @param newCheck throws {@link io.weir.sink.RefusedRecordException} for a record that cannot be delivered; called on the task's thread, must not block
     */
    public WriteAheadSink<T> check(Consumer<? super T> newCheck) {
        return new WriteAheadSink<>(serde, delivery, idempotent, batchSize, bytesMax, newCheck);
    }

    @Override
    public Committer<AheadBatch<T>> createCommitter(StageContext context) {
        return new AheadCommitter<>(context, delivery, idempotent);
    }

    @Override
    public SinkWriter<T, AheadBatch<T>> createWriter(StageContext context) {
        return new AheadWriter<>(context, serde, batchSize, bytesMax, check);
    }

    @Override
    public Serde<AheadBatch<T>> committableSerde() {
        return AheadBatch.serde(serde);
    }
}
