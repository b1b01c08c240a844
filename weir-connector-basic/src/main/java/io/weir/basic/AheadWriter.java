package io.weir.basic;

import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects the records between two barriers: the checkpoint makes them durable.
 *
 * <p>Threading: confined to its task.
 */
final class AheadWriter<T> implements SinkWriter<T, AheadBatch<T>> {

    private final int batchSize;
    private final Consumer<? super T> check;
    private List<T> records = new ArrayList<>();

    AheadWriter(int batchSize, Consumer<? super T> check) {
        this.batchSize = batchSize;
        this.check = check;
    }

    @Override
    public void write(T value, long timestamp) {
        check.accept(value);
        records.add(value);
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<AheadBatch<T>> preCommit) {
        List<T> sealed = records;
        records = new ArrayList<>();
        List<AheadBatch<T>> batches = new ArrayList<>();
        for (int from = 0; from < sealed.size(); from += batchSize) {
            batches.add(
                    new AheadBatch<>(batches.size(), sealed.subList(from, Math.min(sealed.size(), from + batchSize))));
        }
        preCommit.complete(batches);
    }

    @Override
    public void close() {
        records = new ArrayList<>(0);
    }
}
