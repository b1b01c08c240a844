package io.weir.testkit.pipeline;

import io.weir.runtime.StageContext;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.testkit.world.SimProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commits what a {@link TestWriter} has sealed.
 *
 * <p>Threading: confined to the world.
 */
final class TestCommitter<T> implements Committer<TestTransaction> {

    private final TestSink<T> sink;
    private final SimProcess process;
    private final String owner;
    private final long attempt;

    TestCommitter(TestSink<T> sink, SimProcess process, StageContext context) {
        this.sink = sink;
        this.process = process;
        this.owner = TestSink.owner(context);
        this.attempt = context.attempt();
    }

    @Override
    public void recover(long restoredCheckpointId, List<CommitRequest<TestTransaction>> pending) {
        process.point("sink.recover");
        List<TestTransaction> kept = new ArrayList<>();
        pending.forEach(request -> kept.add(request.committable()));
        sink.recover(owner, attempt, kept);
        process.point("sink.recover");
    }

    @Override
    public Optional<String> doubt(CommitRequest<TestTransaction> request) {
        process.point("sink.doubt");
        return sink.doubt(request.committable());
    }

    @Override
    public CommitOutcome commit(CommitRequest<TestTransaction> request) {
        process.point("sink.commit");
        CommitOutcome outcome = sink.commit(request.committable(), attempt);
        process.point("sink.commit");
        return outcome;
    }

    @Override
    public void close() {}
}
