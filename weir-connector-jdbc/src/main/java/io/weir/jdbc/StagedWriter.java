package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.serde.ByteWriter;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Encodes rows, and hands those of a checkpoint over in one committable: the checkpoint makes them durable. It holds its input back while too much of what
 * it handed over is not committed yet. A commit needs no further input, so that ends by itself; what a single checkpoint holds has a bound of its own,
 * because holding the input back would hold the next barrier back too.
 *
 * <p>Threading: confined to the task, except for the count of what is committed.
 */
final class StagedWriter<T> implements SinkWriter<T, JdbcCommittable> {

    private final StageContext context;
    private final SinkSettings<T> settings;
    private final RowLayout<T> layout;

    /** Bytes that are handed over and not committed. */
    private final AtomicLong stagedBytes = new AtomicLong();

    private ByteWriter open = new ByteWriter();
    private int openCount;

    StagedWriter(StageContext context, SinkSettings<T> settings) {
        this.context = context;
        this.settings = settings;
        this.layout = new RowLayout<>(settings.target());
    }

    @Override
    public void write(T value, long timestamp) {
        layout.write(value, open);
        openCount++;
        if (open.size() > settings.bytesMax()) {
            throw WeirException.user(
                    "jdbc-checkpoint-too-large",
                    "the output of one checkpoint for " + settings.target().inWords() + " is larger than "
                            + settings.bytesMax() + " bytes",
                    "it is kept in memory and in the checkpoint until it is committed",
                    "take checkpoints more often, raise the parallelism of the sink or bytesMax(..), or call prepared()");
        }
    }

    @Override
    public boolean ready() {
        long staged = stagedBytes.get();
        return staged == 0 || staged + open.size() < settings.bytesMax();
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<JdbcCommittable> preCommit) {
        if (openCount == 0) {
            preCommit.complete(List.of());
            return;
        }
        byte[] rows = open.detach();
        stagedBytes.addAndGet(rows.length);
        JdbcCommittable committable =
                JdbcCommittable.staged(context.attempt(), openCount, rows, () -> committed(rows.length));
        open = new ByteWriter();
        openCount = 0;
        preCommit.complete(List.of(committable));
    }

    /** Committer: these rows need no memory any more. */
    private void committed(int byteCount) {
        stagedBytes.addAndGet(-byteCount);
        context.wakeUp();
    }

    @Override
    public void close() {
        open = new ByteWriter();
        openCount = 0;
    }
}
