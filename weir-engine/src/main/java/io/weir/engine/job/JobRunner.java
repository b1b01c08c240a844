package io.weir.engine.job;

import io.weir.engine.journal.JournalStore;
import io.weir.engine.port.Lane;
import io.weir.engine.port.Ports;
import io.weir.engine.port.Progress;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.port.Signal;
import io.weir.engine.port.Task;
import io.weir.engine.task.Mailbox;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.graph.StageGraph;
import io.weir.sink.RefusedRecordException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's life: attempts one after the other, as the restart strategy says, until the job has finished, stopped or given up. The states are those of
 * {@link JobState}; what blocks runs on a lane.
 *
 * <p>Threading: confined to its worker; {@link #stop}, {@link #cancel} and the attempt's listener post to its mailbox.
 */
final class JobRunner implements Task, AttemptListener {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final StageGraph graph;
    private final JobSettings settings;
    private final JournalStore store;
    private final Ports ports;
    private final Outcome outcome;
    private final JobMeter meter;
    private final Restarts restarts;
    private final Lane lane;
    private final Mailbox mailbox = new Mailbox();
    private final AttemptCounts total = new AttemptCounts();
    private JobState state = JobState.WAITING;
    private AttemptCounts current = new AttemptCounts();
    private AttemptCounts undecided = new AttemptCounts();
    private @Nullable Attempt attempt;
    private @Nullable JobState wanted;
    /** Whether the job has run before: a job that cannot even start for the first time tells so at once, and does not try again and again. */
    private boolean provenToStart;

    private boolean finalTold;
    private boolean progressed;
    private long startNanos = Long.MIN_VALUE;
    private long recoveringSinceNanos;

    /** What becomes of the job. Called on the runner's worker. */
    interface Outcome {

        void entered(JobState state);

        /** Every sink has committed all output up to a checkpoint. */
        void committed(long checkpointId);

        void ended(Receipt receipt, @Nullable Throwable failure);
    }

    JobRunner(
            StageGraph graph, JobSettings settings, JournalStore store, Ports ports, Outcome outcome, JobMeter meter) {
        this.graph = graph;
        this.settings = settings;
        this.store = store;
        this.ports = ports;
        this.outcome = outcome;
        this.meter = meter;
        this.restarts = new Restarts(settings.restartStrategy());
        this.lane = ports.lanes().apply(graph.name() + "/job");
    }

    /** Asks for a checkpoint soon, if an attempt runs. Callable from any thread. */
    void checkpoint() {
        mailbox.post(() -> {
            if (state == JobState.RUNNING) {
                attempt().checkpoint();
            }
        });
    }

    /** Asks for a last checkpoint and the end. Callable from any thread. */
    void stop() {
        mailbox.post(() -> want(JobState.STOPPED));
    }

    /** Asks for the end without a last checkpoint. Callable from any thread. */
    void cancel() {
        mailbox.post(() -> want(JobState.CANCELLED));
    }

    @Override
    public String name() {
        return graph.name() + "/job";
    }

    @Override
    public void bind(Signal signal) {
        mailbox.bind(signal);
    }

    @Override
    public Progress run(long nowNanos) {
        try {
            return step(nowNanos);
        } catch (RuntimeException | Error e) {
            LOG.error("job {}: its runner failed in state {}", graph.name(), state, e);
            ports.observer().failed(name(), e);
            if (attempt == null || state == JobState.CLOSING) {
                end(JobState.FAILED, e);
            } else {
                closeAttempt(null, e);
            }
            return Progress.MADE;
        }
    }

    private Progress step(long nowNanos) {
        boolean opened = mailbox.drain();
        if (state == JobState.WAITING && (startNanos == Long.MIN_VALUE || nowNanos - startNanos >= 0)) {
            recover(nowNanos);
            return Progress.MADE;
        }
        return opened ? Progress.MADE : Progress.NONE;
    }

    @Override
    public long nextRunNanos() {
        return state == JobState.WAITING ? startNanos : Long.MAX_VALUE;
    }

    @Override
    public void deciding(AttemptCounts counts) {
        mailbox.post(() -> undecided = counts);
    }

    @Override
    public void decided(AttemptCounts counts) {
        mailbox.post(() -> {
            current = counts;
            // A checkpoint of records that were restored, and are where they were, is no progress.
            progressed |= counts.moved();
        });
    }

    @Override
    public void committed(long checkpointId) {
        mailbox.post(() -> outcome.committed(checkpointId));
    }

    @Override
    public void measured(CheckpointFigures figures) {
        meter.committed(figures);
    }

    @Override
    public void finished(JobState endState) {
        mailbox.post(() -> closeAttempt(endState, null));
    }

    @Override
    public void failed(String where, Throwable cause) {
        mailbox.post(() -> {
            if (state == JobState.RUNNING) {
                LOG.warn("job {}: attempt failed in {}: {}", graph.name(), where, cause.toString(), cause);
                ports.observer().failed(where, cause);
                closeAttempt(null, cause instanceof WeirException ? cause : failedIn(where, cause));
            }
        });
    }

    /** A user's function may fail because of something that passes, so this is tried again as the restart strategy says. */
    private static WeirException failedIn(String where, Throwable cause) {
        if (cause instanceof RefusedRecordException) {
            return new WeirException(
                    "refused-record",
                    ErrorKind.USER,
                    "the sink at the end of " + where + " refused a record",
                    String.valueOf(cause.getMessage()),
                    "mend what makes such records, or send them to a side output: sink(name, sink, tag)",
                    cause);
        }
        return WeirException.external(
                "task-failed",
                "the task " + where + " failed",
                cause.toString(),
                "see the cause: if it is the same record each time, the function that is named there must cope with it; then start the job again,"
                        + " and it goes on from its last checkpoint",
                cause);
    }

    private void recover(long nowNanos) {
        enter(JobState.RECOVERING);
        recoveringSinceNanos = nowNanos;
        progressed = false;
        Attempt next = new Attempt();
        attempt = next;
        Recovery recovery = new Recovery(graph, settings, ports, next, this);
        lane.execute(() -> {
            try {
                Recovery.Outcome found = recovery.run(store);
                mailbox.post(() -> recovered(next, found));
            } catch (Throwable e) {
                boolean hadCheckpoint = recovery.foundCheckpoint();
                mailbox.post(() -> recoveryFailed(e, hadCheckpoint));
            }
        });
    }

    private void recovered(Attempt next, Recovery.Outcome found) {
        boolean decidedAfterAll = undecided.lastCheckpointId() == found.restoredCheckpointId();
        settleCounts(decidedAfterAll ? undecided : current);
        total.restored(found.restoredCheckpointId());
        outcome.committed(found.restoredCheckpointId());
        if (found.finished()) {
            LOG.info("job {}: its input had ended and its output is committed; nothing to do", graph.name());
            closeAttempt(JobState.FINISHED, null);
        } else if (wanted != null) {
            closeAttempt(wanted, null);
        } else {
            provenToStart = true;
            enter(JobState.RUNNING);
            ports.observer().reached(ProtocolStep.RUNNING, found.restoredCheckpointId(), graph.name());
            next.start(graph.name(), ports.workers());
            LOG.info(
                    "job {}: attempt {} runs from checkpoint {}, recovered in {} ms",
                    graph.name(),
                    found.attempt(),
                    found.restoredCheckpointId(),
                    (ports.clock().nanoTime() - recoveringSinceNanos) / 1_000_000);
        }
    }

    private void recoveryFailed(Throwable cause, boolean hadCheckpoint) {
        provenToStart |= hadCheckpoint;
        LOG.warn("job {}: recovery failed: {}", graph.name(), cause.toString(), provenToStart ? cause : null);
        ports.observer().failed(graph.name() + "/recovery", cause);
        closeAttempt(null, cause);
    }

    private void want(JobState endState) {
        if (state.isFinal() || wanted == JobState.CANCELLED) {
            return;
        }
        wanted = endState;
        switch (state) {
            case WAITING -> {
                if (endState == JobState.STOPPED) {
                    // Output that is decided may wait for its commit: recovery makes it visible before the job ends.
                    startNanos = Long.MIN_VALUE;
                } else {
                    end(endState, null);
                }
            }
            case RUNNING -> {
                if (endState == JobState.STOPPED) {
                    attempt().stop();
                } else {
                    closeAttempt(endState, null);
                }
            }
            case RECOVERING, CLOSING, FINISHED, STOPPED, CANCELLED, FAILED -> {}
        }
    }

    /** Frees the attempt, then ends the job in {@code endState}, or, if that is null, does what the restart strategy says to {@code cause}. */
    private void closeAttempt(@Nullable JobState endState, @Nullable Throwable cause) {
        if (state == JobState.CLOSING) {
            return;
        }
        enter(JobState.CLOSING);
        Attempt closing = attempt();
        lane.execute(() -> {
            WeirException superseded = closing.close();
            mailbox.post(() -> closed(endState, superseded != null ? superseded : cause));
        });
    }

    private void closed(@Nullable JobState endState, @Nullable Throwable cause) {
        attempt = null;
        if (endState != null) {
            end(endState, null);
        } else if (wanted == JobState.CANCELLED) {
            end(JobState.CANCELLED, cause);
        } else {
            restartOrFail(cause);
        }
    }

    private void restartOrFail(@Nullable Throwable cause) {
        boolean restartable = provenToStart
                && (!(cause instanceof WeirException known) || known.kind().restartable());
        long nowNanos = ports.clock().nanoTime();
        OptionalLong delayNanos = restartable
                ? restarts.failed(progressed, nowNanos, ports.jitter().getAsDouble())
                : OptionalLong.empty();
        if (delayNanos.isEmpty()) {
            end(JobState.FAILED, cause);
        } else {
            startNanos = nowNanos + delayNanos.getAsLong();
            enter(JobState.WAITING);
        }
    }

    private void end(JobState endState, @Nullable Throwable failure) {
        if (!finalTold) {
            finalTold = true;
            lane.close();
            settleCounts(current);
            enter(endState);
            outcome.ended(total.receipt(endState, restarts.restartCount()), failure);
        }
    }

    /** Adds what the last attempt has done; whether its last decision happened may be known only when the next attempt has read the journal. */
    private void settleCounts(AttemptCounts counts) {
        total.add(counts);
        current = new AttemptCounts();
        undecided = new AttemptCounts();
    }

    private void enter(JobState newState) {
        state = newState;
        outcome.entered(newState);
    }

    private Attempt attempt() {
        Attempt known = attempt;
        if (known == null) {
            throw new IllegalStateException("no attempt in state " + state);
        }
        return known;
    }
}
