package io.weir.basic;

import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitRequest;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.SinkInspection;
import java.util.List;
import java.util.Optional;

/**
 * Shows what one sink has in a store.
 *
 * <p>Threading: Thread-safe, as the store is.
 */
final class MemoryInspection<T> implements SinkInspection<MemoryTransaction> {

    private final MemoryStore<T> store;
    private final String owner;

    MemoryInspection(MemoryStore<T> store, String owner) {
        this.store = store;
        this.owner = owner;
    }

    @Override
    public List<OutsideTransaction> open() {
        return store.unsettled(owner);
    }

    @Override
    public Optional<String> transactionOf(MemoryTransaction committable) {
        return Optional.of(committable.id());
    }

    @Override
    public CommitEvidence evidence(CommitRequest<MemoryTransaction> request) {
        return store.evidence(request.committable());
    }

    @Override
    public void abort(String transactionId) {
        store.abort(owner, transactionId);
    }

    @Override
    public void close() {}
}
