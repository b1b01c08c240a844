package io.weir.testkit.pipeline;

import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import io.weir.testkit.world.SimProcess;
import java.util.List;

/**
 * Writes what one subtask emits into one open transaction after another.
 *
 * <p>Threading: confined to its task.
 */
final class TestWriter<T> implements SinkWriter<T, TestTransaction> {

    private final TestSink<T> sink;
    private final SimProcess process;
    private final TestSink.Session session;

    TestWriter(TestSink<T> sink, SimProcess process, TestSink.Session session) {
        this.sink = sink;
        this.process = process;
        this.session = session;
    }

    @Override
    public void write(T value, long timestamp) {
        process.point("sink.write");
        sink.write(session, value, timestamp);
        process.point("sink.write");
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<TestTransaction> preCommit) {
        process.point("sink.seal");
        List<TestTransaction> sealed = sink.seal(session, checkpointId);
        process.point("sink.seal");
        preCommit.complete(sealed);
    }

    /** Nothing that a dead process does has an effect. */
    @Override
    public void close() {
        if (process.isAlive()) {
            sink.giveUp(session);
        }
    }
}
