package io.weir.basic;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Commits by doing something, whether or not it was done before; for outputs that cannot be asked.
 *
 * <p>Threading: as {@link Committer}.
 */
final class UnconditionalCommitter<C> implements Committer<C> {

    private final Consumer<? super C> action;

    UnconditionalCommitter(Consumer<? super C> action) {
        this.action = action;
    }

    @Override
    public void recover(long restoredCheckpointId, List<CommitRequest<C>> pending) {}

    @Override
    public CommitOutcome commit(CommitRequest<C> request) {
        action.accept(request.committable());
        return CommitOutcome.COMMITTED;
    }

    @Override
    public void close() {}
}
