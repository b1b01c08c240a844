package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.serde.ByteWriter;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Encodes rows, and hands those of a checkpoint over in one committable: the checkpoint makes them durable.
 *
 * <p>It holds its input back while too much of what it handed over is not committed: a commit needs no further input, so that ends by itself. What came
 * since the last barrier is another matter: holding the input back would hold the next barrier back too. So at the bound it asks for a checkpoint before its
 * time, slows down by pauses that grow until the barrier is there, and gives up where a single checkpoint is many times as large: one record may become any
 * number of them before the sink, and no barrier comes in between.
 *
 * <p>Threading: confined to the task, except for the count of what is committed.
 */
final class StagedWriter<T> implements SinkWriter<T, JdbcCommittable> {

    /** How much more a single checkpoint may hold than what makes the writer hold its input back. */
    private static final int CHECKPOINT_FACTOR = 8;

    private static final long PAUSE_NANOS = 10_000_000;
    private static final long CHECKPOINT_BYTES_MAX = 1L << 30;

    private final StageContext context;
    private final SinkSettings<T> settings;
    private final RowLayout<T> layout;
    private final StagedNames names;
    private final long checkpointBytesMax;

    private int pausedAtCount = -1;
    private long pauseEndNanos;

    /** Bytes that are handed over and not committed. */
    private final AtomicLong stagedBytes = new AtomicLong();

    private ByteWriter open = new ByteWriter();
    private int openCount;
    private boolean checkpointRequested;

    StagedWriter(StageContext context, SinkSettings<T> settings) {
        this.context = context;
        this.settings = settings;
        this.layout = new RowLayout<>(settings.target());
        this.names = StagedNames.of(settings.target());
        this.checkpointBytesMax = Math.min(CHECKPOINT_BYTES_MAX, (long) CHECKPOINT_FACTOR * settings.bytesMax());
    }

    @Override
    public void write(T value, long timestamp) {
        layout.write(value, open);
        openCount++;
        if (open.size() > checkpointBytesMax) {
            throw tooMuch();
        }
    }

    /** A checkpoint that was asked for and did not come, as while another sink cannot commit, may come the next time; what is too much at once always is. */
    private WeirException tooMuch() {
        String code = "jdbc-checkpoint-too-large";
        String what = "the output of one checkpoint for " + settings.target().inWords() + " is larger than "
                + checkpointBytesMax + " bytes";
        String why = "it is kept in memory and in the checkpoint until it is committed, and ";
        String mend = "raise bytesMax(..), which is " + settings.bytesMax()
                + "; or the parallelism of the sink, if its output is spread then; or call prepared()";
        return checkpointRequested
                ? WeirException.external(
                        code,
                        what,
                        why
                                + "the checkpoint that the sink asked for was not there in time: it waits for another sink, or is slow",
                        "nothing if it passes, see what the other sinks say; else " + mend,
                        null)
                : WeirException.user(
                        code,
                        what,
                        why + "few records became too many at once. Started again as it is, the job comes to the same",
                        mend);
    }

    @Override
    public boolean ready() {
        long staged = stagedBytes.get();
        if (staged + open.size() < settings.bytesMax()) {
            return true;
        }
        requestCheckpoint();
        return staged == 0 && isPauseOver();
    }

    private void requestCheckpoint() {
        if (open.size() >= settings.bytesMax() && !checkpointRequested) {
            checkpointRequested = true;
            context.requestCheckpoint();
        }
    }

    /** Each time that something was written, a pause; then a little more may come. */
    private boolean isPauseOver() {
        long now = context.nanoTime();
        if (pausedAtCount != openCount) {
            pausedAtCount = openCount;
            pauseEndNanos = now + PAUSE_NANOS * (open.size() / settings.bytesMax());
        }
        long left = pauseEndNanos - now;
        if (left > 0) {
            context.wakeUpAfterNanos(left);
            return false;
        }
        return true;
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<JdbcCommittable> preCommit) {
        checkpointRequested = false;
        if (openCount == 0) {
            preCommit.complete(List.of());
            return;
        }
        byte[] rows = open.detach();
        stagedBytes.addAndGet(rows.length);
        JdbcCommittable committable =
                JdbcCommittable.staged(context.attempt(), openCount, names, rows, () -> committed(rows.length));
        open = new ByteWriter();
        openCount = 0;
        pausedAtCount = -1;
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
