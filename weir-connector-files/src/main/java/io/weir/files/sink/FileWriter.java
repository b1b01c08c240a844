package io.weir.files.sink;

import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.io.IOException;
import java.util.List;

/**
 * Hands the records of one subtask to a lane, which writes them to files.
 *
 * <p>Threading: confined to the task.
 */
final class FileWriter<T> implements SinkWriter<T, FileCommittable> {

    /** How many batches may wait for the lane: enough to keep it busy while the task makes the next. */
    private static final int WAITING_MAX = 4;

    private final StageContext context;
    private final SinkSettings<T> settings;
    private final OpenFiles<T> files;
    private final IoLane lane;

    private Batch batch = new Batch();
    private int waitingCount;
    private boolean closed;

    /** Whether a wake-up was asked for, to end files that are old enough. */
    private boolean timed;

    private long dueNanos;

    /** Whether the lane is about to do that. */
    private boolean ending;

    FileWriter(StageContext context, SinkSettings<T> settings, PublicationByAttempt.Opened attempt) {
        this.context = context;
        this.settings = settings;
        this.files = new OpenFiles<>(context, settings, attempt);
        this.lane = context.lane("write");
    }

    @Override
    public void write(T value, long timestamp) {
        batch.add(value, timestamp);
        if (batch.isFull()) {
            submitBatch();
        }
    }

    /** What is only in the batch is in no file yet that could grow old. */
    private void submitBatch() {
        if (!timed) {
            wakeUpLater();
        }
        Batch full = batch;
        batch = new Batch();
        waitingCount++;
        lane.submit(StageContext.action(() -> writeFull(full)), done -> {
            waitingCount--;
            context.wakeUp();
        });
    }

    /** Lane. */
    private void writeFull(Batch full) {
        try {
            files.write(full);
        } catch (IOException e) {
            throw FileErrors.inWords("records could not be written to files of sink " + context.stageName(), e);
        }
    }

    private void wakeUpLater() {
        timed = true;
        long nanos = settings.timerNanos();
        dueNanos = context.nanoTime() + nanos;
        context.wakeUpAfterNanos(nanos);
    }

    @Override
    public boolean ready() {
        if (timed && !ending && context.nanoTime() - dueNanos >= 0) {
            endAged();
        }
        return waitingCount < WAITING_MAX;
    }

    /** What is handed to the lane behind this has its file ended by a later one, and asks for that itself. */
    private void endAged() {
        ending = true;
        timed = false;
        lane.submit(files::endAged, more -> {
            ending = false;
            if (more && !timed) {
                wakeUpLater();
            }
        });
    }

    @Override
    public void finish() {
        lane.submit(StageContext.action(files::finish), done -> {});
    }

    @Override
    public void prepareCommit(long checkpointId, PreCommit<FileCommittable> preCommit) {
        if (batch.size() > 0) {
            submitBatch();
        }
        lane.submit(StageContext.action(() -> seal(checkpointId, preCommit)), done -> {});
    }

    /** Lane. */
    private void seal(long checkpointId, PreCommit<FileCommittable> preCommit) {
        List<FileCommittable> sealed;
        try {
            sealed = files.seal();
        } catch (IOException | RuntimeException e) {
            preCommit.fail(FileErrors.inWords(
                    "the output of checkpoint " + checkpointId + " of sink " + context.stageName()
                            + " could not be made durable",
                    e));
            return;
        }
        preCommit.complete(sealed);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lane.submit(StageContext.action(files::close), done -> {});
        }
    }
}
