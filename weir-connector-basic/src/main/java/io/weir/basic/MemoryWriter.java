package io.weir.basic;

import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes into one open transaction after another.
 *
 * <p>Threading: confined to its task.
 */
final class MemoryWriter<T> implements SinkWriter<T, MemoryTransaction> {

    /** A record that is not committed yet. */
    record Written<T>(T value, long timestamp) {}

    private final MemoryStore<T> store;
    private final String owner;
    private final long attempt;
    private final int subtask;
    private @Nullable List<Written<T>> open;

    MemoryWriter(MemoryStore<T> store, String owner, long attempt, int subtask) {
        this.store = store;
        this.owner = owner;
        this.attempt = attempt;
        this.subtask = subtask;
    }

    @Override
    public void write(T value, long timestamp) {
        if (open == null) {
            open = new ArrayList<>();
            store.open(owner, attempt, subtask);
        }
        open.add(new Written<>(value, timestamp));
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<MemoryTransaction> preCommit) {
        if (open == null) {
            preCommit.complete(List.of());
            return;
        }
        MemoryTransaction transaction = new MemoryTransaction(owner, attempt, subtask, checkpointId);
        try {
            store.seal(transaction, open);
        } catch (RuntimeException e) {
            preCommit.fail(e);
            return;
        }
        open = null;
        preCommit.complete(List.of(transaction));
    }

    @Override
    public void close() {
        if (open != null) {
            open = null;
            store.abort(owner, attempt, subtask);
        }
    }
}
