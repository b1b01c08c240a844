package io.weir.engine.job;

import io.weir.engine.journal.JournalStore;
import io.weir.engine.port.Ports;
import io.weir.engine.port.Ports.Running;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running job.
 *
 * <p>Killed at any time and started again on the same directory, it goes on from its last checkpoint, and its committed output is exact.
 *
 * <p>Threading: Thread-safe.
 */
public final class Job implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    private final CompletableFuture<Receipt> ended = new CompletableFuture<>();
    private final Runnable release;
    private final String name;
    private final JobMeter meter;
    private volatile JobState state = JobState.WAITING;
    private volatile long committedCheckpoint;
    private final CompletableFuture<Running> worker = new CompletableFuture<>();
    private @Nullable JobRunner runner;

    private Job(String name, JobMeter meter, Runnable release) {
        this.name = name;
        this.meter = meter;
        this.release = release;
    }

    /**
     * Starts a pipeline on the given ports. For embedding programs there is {@link Weir}; this is for those who bring a world of their own, such as a
     * simulator.
     *
     * @param release is run when the job has ended, before {@link #join} returns
     */
    public static Job start(
            Pipeline pipeline, JobSettings settings, JournalStore store, Ports ports, Runnable release) {
        Job job = new Job(pipeline.name(), new JobMeter(settings.checkpoints()), release);
        JobRunner runner = new JobRunner(pipeline.graph(), settings, store, ports, job.new Ending(), job.meter);
        job.runner = runner;
        job.worker.complete(ports.workers().start(pipeline.name() + "-job", List.of(List.of(runner))));
        return job;
    }

    /** Returns the pipeline's name. */
    public String name() {
        return name;
    }

    /** Returns where the job is in its life. */
    public JobState state() {
        return state;
    }

    /**
     * Returns the last checkpoint that every sink has committed, all before it included; 0 while there is none, or as long as the job has not recovered. What each sink shows is then the whole output up to this
     * checkpoint, and perhaps some of later ones; what a files sink has committed shows when its file is finished. Never less than it was before.
     */
    public long committedCheckpoint() {
        return committedCheckpoint;
    }

    /**
     * Returns what the job has measured of itself so far: how long records wait for the commit of their output, and what checkpoints cost. It copies a histogram, so it is to be called now and
     * then, not for each record.
     */
    public JobMetrics metrics() {
        return meter.read();
    }

    /**
     * Waits until the job has ended.
     *
     * @return what it has done, if it finished, stopped or was closed
     * @throws WeirException if it has given up; the message says why, and started again the job goes on from its last checkpoint
     * @throws InterruptedException if the waiting thread is interrupted; the job runs on
     */
    public Receipt join() throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * Waits until the job has ended, at most for the given time.
     *
     * @throws TimeoutException if it has not ended by then; it runs on
     */
    public Receipt join(long timeout, TimeUnit unit) throws InterruptedException, TimeoutException {
        try {
            return ended.get(timeout, unit);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * Asks for a checkpoint soon, whatever the interval, so that what has been processed is committed. Returns at once. Nothing happens if the job does not run just now: it
     * recovers, waits for a restart, or has ended.
     */
    public void checkpoint() {
        runner().checkpoint();
    }

    /**
     * Stops the job in good order: sources are read no further, what was read is processed, a last checkpoint is taken and its output committed. Returns at
     * once; {@link #join} waits for the end. Started again, the job goes on where it stopped.
     *
     * <p>If the attempt fails meanwhile, or none runs, there is no last checkpoint: what is decided is committed, and the job ends as of the checkpoint before, which may have
     * records in flight. The {@link Receipt} tells which that is.
     */
    public void stop() {
        runner().stop();
    }

    /**
     * Ends the job at once, without a last checkpoint, and waits until everything is freed. What was not committed is processed again when the job is
     * started again. Idempotent; nothing happens if the job has ended.
     */
    @Override
    public void close() {
        runner().cancel();
        boolean interrupted = false;
        while (true) {
            try {
                ended.get();
                break;
            } catch (ExecutionException e) {
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static WeirException failure(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof WeirException known) {
            known.addSuppressed(new JoinedHere());
            return known;
        }
        return WeirException.external(
                "job-failed",
                "the job has given up",
                String.valueOf(cause),
                "look at the cause; started again, the job goes on from its last checkpoint",
                cause);
    }

    private JobRunner runner() {
        JobRunner known = runner;
        if (known == null) {
            throw new IllegalStateException("the job has not been started");
        }
        return known;
    }

    /** Marks in a failure's trace where the job was waited for. */
    private static final class JoinedHere extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Takes the end from the runner. */
    private final class Ending implements JobRunner.Outcome {

        @Override
        public void entered(JobState newState) {
            state = newState;
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // only the runner's worker writes
        public void committed(long checkpointId) {
            // An attempt that has failed may tell after the next one has recovered.
            committedCheckpoint = Math.max(committedCheckpoint, checkpointId);
        }

        @Override
        public void ended(Receipt receipt, @Nullable Throwable failure) {
            CompletableFuture<Void> unused = worker.thenAccept(Running::stop);
            try {
                release.run();
            } catch (RuntimeException e) {
                LOG.warn("job {}: what it held could not be freed", name, e);
            }
            if (receipt.state() == JobState.FAILED && failure != null) {
                ended.completeExceptionally(failure);
            } else {
                ended.complete(receipt);
            }
        }
    }
}
