package io.weir.basic;

import io.weir.runtime.StageContext;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.sink.PreCommit;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records between two barriers, encoded: the checkpoint makes them durable.
 *
 * <p>Threading: confined to its task.
 */
final class AheadWriter<T> implements SinkWriter<T, AheadBatch<T>> {

    /** What a batch takes of memory besides its bytes: with batches of one record that is most of it. */
    private static final int BATCH_OVERHEAD_BYTES = 96;

    private final Serde<T> serde;
    private final int batchSize;
    private final Consumer<? super T> check;
    private final AheadBytes held;

    private final ByteWriter open = new ByteWriter();
    private int openCount;
    private List<AheadBatch<T>> batches = new ArrayList<>();
    private @Nullable RuntimeException broken;

    AheadWriter(StageContext context, Serde<T> serde, int batchSize, int bytesMax, Consumer<? super T> check) {
        this.serde = serde;
        this.batchSize = batchSize;
        this.check = check;
        this.held = new AheadBytes(context, bytesMax);
    }

    @Override
    public void write(T value, long timestamp) {
        check.accept(value);
        int before = open.size();
        try {
            serde.write(value, open);
        } catch (RefusedRecordException e) {
            takeBack(before);
            throw e;
        } catch (RuntimeException e) {
            broken = e;
            throw e;
        }
        openCount++;
        held.written(open.size() - before);
        if (openCount == batchSize) {
            cut();
        }
        held.requireNotTooMuch();
    }

    /** A refused record leaves nothing behind: it may become a dead letter, and others go on. */
    private void takeBack(int size) {
        byte[] written = open.toByteArray();
        open.clear();
        open.writeRaw(written, 0, size);
    }

    private void cut() {
        byte[] bytes = open.toByteArray();
        if (bytes.length < openCount) {
            throw new IllegalStateException(
                    "the serde of a record must write a byte at least: schema=" + serde.schema());
        }
        int heldBytes = bytes.length + BATCH_OVERHEAD_BYTES;
        held.written(BATCH_OVERHEAD_BYTES);
        batches.add(new AheadBatch<>(batches.size(), openCount, bytes, serde, () -> held.delivered(heldBytes)));
        open.clear();
        openCount = 0;
    }

    @Override
    public boolean ready() {
        return held.isRoom();
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<AheadBatch<T>> preCommit) {
        if (broken != null) {
            // Half a record may stand in the batch.
            preCommit.fail(broken);
            return;
        }
        if (openCount > 0) {
            cut();
        }
        List<AheadBatch<T>> sealed = batches;
        batches = new ArrayList<>();
        held.sealed();
        preCommit.complete(sealed);
    }

    @Override
    public void close() {
        open.detach();
        openCount = 0;
        batches = new ArrayList<>(0);
    }
}
