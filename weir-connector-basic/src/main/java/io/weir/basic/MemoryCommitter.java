package io.weir.basic;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commits transactions of one sink.
 *
 * <p>Threading: as {@link Committer}.
 */
final class MemoryCommitter<T> implements Committer<MemoryTransaction> {

    private final MemoryStore<T> store;
    private final String owner;
    private final long attempt;

    MemoryCommitter(MemoryStore<T> store, String owner, long attempt) {
        this.store = store;
        this.owner = owner;
        this.attempt = attempt;
    }

    @Override
    public void recover(long restoredCheckpointId, List<CommitRequest<MemoryTransaction>> pending) {
        List<MemoryTransaction> kept = new ArrayList<>();
        for (CommitRequest<MemoryTransaction> request : pending) {
            kept.add(request.committable());
        }
        store.recover(owner, attempt, restoredCheckpointId, kept);
    }

    @Override
    public Optional<String> doubt(CommitRequest<MemoryTransaction> request) {
        return store.doubt(request.committable());
    }

    @Override
    public CommitOutcome commit(CommitRequest<MemoryTransaction> request) throws IOException, InterruptedException {
        return store.commit(request.committable(), attempt);
    }

    @Override
    public void close() {}
}
