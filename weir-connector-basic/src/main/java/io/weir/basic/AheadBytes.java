package io.weir.basic;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much a write-ahead writer holds, and whether more may come.
 *
 * <p>It holds the input back while too much of what was handed over is not delivered: a delivery needs no further input, so that ends by itself. What came since the last barrier is another
 * matter: holding the input back would hold the next barrier back too. So at the bound it asks for a checkpoint before its time, slows down by pauses that grow until the barrier is there, and gives up
 * where a single checkpoint is many times as large: one record may become any number of them before the sink, and no barrier comes in between.
 *
 * <p>Threading: confined to the task, except for {@link #delivered}.
 */
final class AheadBytes {

    /** How much more a single checkpoint may hold than what holds the input back. */
    private static final int CHECKPOINT_FACTOR = 8;

    private static final long CHECKPOINT_BYTES_MAX = 1L << 30;
    private static final long PAUSE_NANOS = 10_000_000;

    private final StageContext context;
    private final int bytesMax;
    private final long checkpointBytesMax;

    /** Handed over, and not delivered. */
    private final AtomicLong sealedBytes = new AtomicLong();

    private long openBytes;
    private boolean checkpointRequested;
    private long pausedAtBytes = -1;
    private long pauseEndNanos;

    AheadBytes(StageContext context, int bytesMax) {
        this.context = context;
        this.bytesMax = bytesMax;
        this.checkpointBytesMax = Math.min(CHECKPOINT_BYTES_MAX, (long) CHECKPOINT_FACTOR * bytesMax);
    }

    void written(int byteCount) {
        openBytes += byteCount;
    }

    /** Throws if a single checkpoint is larger than it may be. */
    void requireNotTooMuch() {
        if (openBytes > checkpointBytesMax) {
            throw tooMuch();
        }
    }

    /** A checkpoint that was asked for and did not come, as while another sink cannot commit, may come the next time; what is too much at once always is. */
    private WeirException tooMuch() {
        String code = "write-ahead-checkpoint-too-large";
        String what = "the output of one checkpoint for sink \"" + context.stageName() + "\", subtask "
                + context.subtask() + ", is larger than " + checkpointBytesMax + " bytes";
        String why = "it is kept in memory and in the checkpoint until it is delivered, and ";
        String mend = "raise bytesMax(..), which is " + bytesMax
                + "; or the parallelism of the sink, if its output is spread then";
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

    /** What was written is handed over. */
    void sealed() {
        sealedBytes.addAndGet(openBytes);
        openBytes = 0;
        checkpointRequested = false;
        pausedAtBytes = -1;
    }

    /** Committer: these need no memory any more. */
    void delivered(int byteCount) {
        sealedBytes.addAndGet(-byteCount);
        context.wakeUp();
    }

    /** Returns whether more may come; if not, the task is woken up when that may have changed. */
    boolean isRoom() {
        long sealed = sealedBytes.get();
        if (sealed + openBytes < bytesMax) {
            return true;
        }
        requestCheckpoint();
        return sealed == 0 && isPauseOver();
    }

    private void requestCheckpoint() {
        if (openBytes >= bytesMax && !checkpointRequested) {
            checkpointRequested = true;
            context.requestCheckpoint();
        }
    }

    /** Each time that something was written, a pause; then a little more may come. */
    private boolean isPauseOver() {
        long now = context.nanoTime();
        if (pausedAtBytes != openBytes) {
            pausedAtBytes = openBytes;
            pauseEndNanos = now + PAUSE_NANOS * (openBytes / bytesMax);
        }
        long left = pauseEndNanos - now;
        if (left > 0) {
            context.wakeUpAfterNanos(left);
            return false;
        }
        return true;
    }
}
