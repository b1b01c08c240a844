package io.weir.engine.job;

import io.weir.engine.checkpoint.CheckpointActions;
import io.weir.engine.checkpoint.CheckpointCoordinator;
import io.weir.engine.checkpoint.CheckpointEncoder;
import io.weir.engine.commit.Commits;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.journal.CheckpointData;
import io.weir.engine.journal.Journal;
import io.weir.engine.journal.SinkConfirmation;
import io.weir.engine.port.Lane;
import io.weir.engine.port.Progress;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.port.Signal;
import io.weir.engine.port.Task;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.task.Mailbox;
import io.weir.engine.task.Subtask;
import io.weir.engine.task.TaskEvents;
import io.weir.engine.task.TaskSnapshot;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thin shell around the coordinator of one attempt: brings it events and time, and does what it wants done. <b>The decision write is
 * {@link #decide}</b>.
 *
 * <p>Threading: confined to its worker; {@link TaskEvents} come from any thread and are posted.
 */
final class CoordinatorTask implements Task, TaskEvents, CheckpointActions {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorTask.class);

    /** After so long without a checkpoint, confirmed commits are noted in the journal, so that an idle job leaves nothing unsettled behind. */
    private static final long CONFIRM_AFTER_NANOS = 1_000_000_000L;

    private final String name;
    private final Mailbox mailbox;
    private final AttemptListener listener;
    private final ProtocolObserver observer;
    private AttemptCounts counts = new AttemptCounts();
    private @Nullable Wiring wiring;
    private int endedCount;
    private boolean done;
    private boolean buildingBase;
    private final WholeTurns wholes = new WholeTurns();

    /** When a base that rests is gone on with. */
    private long baseDueNanos = Long.MAX_VALUE;

    private long confirmDueNanos = Long.MAX_VALUE;
    private long lastNowNanos;

    /** What the coordinator acts on; known when the attempt has been built. */
    record Wiring(
            CheckpointCoordinator coordinator,
            CheckpointWatch watch,
            CheckpointEncoder encoder,
            Commits commits,
            Journal journal,
            BaseThresholds bases,
            LongSupplier clockNanos,
            Lane journalLane,
            Lane baseLane,
            List<SourceCoordinator> sources,
            SourceAlignment alignment,
            List<Subtask> subtasks,
            int sourceTaskCount) {}

    CoordinatorTask(String jobName, Mailbox mailbox, AttemptListener listener, ProtocolObserver observer) {
        this.name = jobName + "/coordinator";
        this.mailbox = mailbox;
        this.listener = listener;
        this.observer = observer;
    }

    void wire(Wiring newWiring) {
        wiring = newWiring;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** Asks for a last checkpoint and the end. Callable from any thread. */
    void stop() {
        mailbox.post(() -> {
            parts().sources().forEach(SourceCoordinator::hold);
            parts().coordinator().finish();
        });
    }

    /** Asks for a checkpoint soon. Callable from any thread. */
    void checkpoint() {
        mailbox.post(() -> parts().coordinator().request());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void bind(Signal signal) {
        mailbox.bind(signal);
    }

    @Override
    public Progress run(long nowNanos) {
        lastNowNanos = nowNanos;
        try {
            boolean opened = mailbox.drain();
            if (!done) {
                parts().coordinator().tick(nowNanos);
                parts().commits().tick(nowNanos);
                parts().sources().forEach(source -> source.tick(nowNanos));
                confirmIfIdle(nowNanos);
                if (nowNanos - baseDueNanos >= 0) {
                    goOnWithBase();
                }
            }
            return opened ? Progress.MADE : Progress.NONE;
        } catch (Throwable e) {
            end(name, e);
            return Progress.NONE;
        }
    }

    @Override
    public long nextRunNanos() {
        if (done) {
            return Long.MAX_VALUE;
        }
        long next = Math.min(
                parts().coordinator().nextTickNanos(), parts().commits().nextTickNanos());
        for (SourceCoordinator source : parts().sources()) {
            next = Math.min(next, source.nextTickNanos());
        }
        return Math.min(next, Math.min(confirmDueNanos, baseDueNanos));
    }

    @Override
    public void active(int task) {
        mailbox.post(this::active);
    }

    @Override
    public void barrierNeeded(int task) {
        mailbox.post(() -> parts().coordinator().needed());
    }

    @Override
    public void checkpointRequested() {
        checkpoint();
    }

    void active() {
        parts().watch().active();
        parts().coordinator().active();
    }

    @Override
    public void acknowledged(int task, long checkpointId, TaskSnapshot snapshot) {
        mailbox.post(() -> {
            if (!done) {
                observer.reached(ProtocolStep.ACKNOWLEDGED, checkpointId, name);
                parts().coordinator().acknowledged(task, checkpointId, snapshot);
            }
        });
    }

    @Override
    public void watermark(int task, long timestamp) {
        mailbox.post(() -> parts().alignment().reported(task, timestamp));
    }

    @Override
    public void ended(int task) {
        mailbox.post(() -> {
            endedCount++;
            if (endedCount == parts().sourceTaskCount()) {
                parts().coordinator().finish();
            }
        });
    }

    @Override
    public void failed(String taskName, Throwable cause) {
        mailbox.post(() -> end(taskName, cause));
    }

    @Override
    public void trigger(long checkpointId, boolean draining) {
        confirmDueNanos = Long.MAX_VALUE;
        parts().watch().triggered(checkpointId);
        if (!draining && wholes.take()) {
            parts().subtasks().forEach(subtask -> subtask.captureAll(checkpointId));
        }
        parts().sources().forEach(source -> source.trigger(checkpointId, draining));
        observer.reached(ProtocolStep.TRIGGERED, checkpointId, name);
    }

    @Override
    public void overtake(long checkpointId) {
        parts().subtasks().forEach(subtask -> subtask.overtake(checkpointId));
    }

    @Override
    public void decide(long checkpointId, List<TaskSnapshot> snapshots) {
        AttemptCounts counted = counts.copy();
        counted.decided(checkpointId, snapshots);
        listener.deciding(counted);
        long[] encodingNanos = new long[1];
        boolean whole = snapshots.stream().allMatch(snapshot -> snapshot.scope() == CaptureScope.ALL);
        List<SinkConfirmation> confirmations = parts().commits().confirmations();
        onJournal(
                () -> {
                    CheckpointData data = encode(checkpointId, snapshots, confirmations, encodingNanos);
                    observer.reached(ProtocolStep.DECIDING, checkpointId, name);
                    parts().journal().append(data);
                    observer.reached(ProtocolStep.DECIDED, checkpointId, name);
                    // Here and not by the task: the journal answers when it is done with a write.
                    lookForBase(data, whole);
                },
                () -> {
                    counts = counted;
                    listener.decided(counted);
                    parts().watch().decided(checkpointId, snapshots, encodingNanos[0]);
                    parts().coordinator().decided(checkpointId);
                });
    }

    /** On the journal's lane, when a checkpoint is decided: a base may be due. */
    private void lookForBase(CheckpointData data, boolean whole) {
        Journal journal = parts().journal();
        if (whole) {
            journal.prepareBase(data);
            mailbox.post(() -> {
                wholes.came();
                buildBase();
            });
        } else if (journal.baseDue(parts().bases())) {
            boolean worthwhile = journal.wantsWhole(parts().bases());
            mailbox.post(() -> {
                if (!wholes.waits(worthwhile)) {
                    buildBase();
                }
            });
        } else if (journal.basePressing(parts().bases())) {
            mailbox.post(this::goOnWithBase);
        }
    }

    /** Makes bytes of a checkpoint, on the journal's lane, and notes how long that takes. */
    private CheckpointData encode(
            long checkpointId, List<TaskSnapshot> snapshots, List<SinkConfirmation> confirmations, long[] nanos) {
        long begunNanos = parts().clockNanos().getAsLong();
        CheckpointData data = parts().encoder().encode(checkpointId, snapshots, confirmations);
        nanos[0] = parts().clockNanos().getAsLong() - begunNanos;
        return data;
    }

    @Override
    public void settled() {
        parts().sources().forEach(SourceCoordinator::settled);
        parts().subtasks().forEach(Subtask::settled);
    }

    @Override
    public void commit(long checkpointId, List<TaskSnapshot> snapshots) {
        parts().commits().commit(checkpointId, snapshots);
    }

    /** Every sink has committed the checkpoint. */
    void committed(long checkpointId) {
        observer.reached(ProtocolStep.CONFIRMED, checkpointId, name);
        confirmDueNanos = lastNowNanos + CONFIRM_AFTER_NANOS;
        listener.committed(checkpointId);
        parts().watch().committed(checkpointId);
        parts().sources().forEach(source -> source.checkpointCommitted(checkpointId));
        parts().coordinator().committed(checkpointId);
    }

    @Override
    public void finished() {
        List<SinkConfirmation> confirmations = parts().commits().confirmations();
        boolean inputEnded = endedCount == parts().sourceTaskCount();
        onJournal(
                () -> {
                    if (inputEnded) {
                        parts().journal().confirmFinished(confirmations);
                        observer.reached(ProtocolStep.FINISHED, 0, name);
                    } else {
                        parts().journal().confirm(confirmations);
                    }
                },
                () -> {
                    if (!done) {
                        done = true;
                        listener.finished(inputEnded ? JobState.FINISHED : JobState.STOPPED);
                    }
                });
    }

    @Override
    public void abort(Throwable cause) {
        end(name, cause);
    }

    private void confirmIfIdle(long nowNanos) {
        if (nowNanos - confirmDueNanos >= 0 && confirmDueNanos != Long.MAX_VALUE) {
            confirmDueNanos = Long.MAX_VALUE;
            List<SinkConfirmation> confirmations = parts().commits().confirmations();
            onJournal(() -> parts().journal().confirm(confirmations), () -> {});
        }
    }

    private void buildBase() {
        if (!buildingBase && !done) {
            buildingBase = true;
            parts().baseLane().execute(this::workOnBase);
        }
    }

    /** Ends the rest of a base, if it rests. */
    private void goOnWithBase() {
        if (baseDueNanos != Long.MAX_VALUE && !done) {
            baseDueNanos = Long.MAX_VALUE;
            parts().baseLane().execute(this::workOnBase);
        }
    }

    /** On the base's lane: works until the base is made, or has to rest. */
    private void workOnBase() {
        long restNanos = 0;
        boolean rests = false;
        try {
            boolean more = true;
            while (more && restNanos == 0) {
                long begunNanos = parts().clockNanos().getAsLong();
                more = parts().journal().buildBaseStep();
                boolean pressing = parts().journal().basePressing(parts().bases());
                long tookNanos = parts().clockNanos().getAsLong() - begunNanos;
                restNanos = new BasePace(parts().bases().share()).restNanos(tookNanos, pressing);
            }
            rests = more;
        } catch (RuntimeException e) {
            // Nothing is lost but time at the next start: if the journal itself has stopped, the next append
            // says so.
            LOG.warn("{}: the journal could not be shortened; it is tried again later", name, e);
        } catch (Error e) {
            // Such as a lack of memory: the process is not sound, and nobody else would tell.
            failed(name + "/base", e);
        } finally {
            boolean goesOn = rests;
            long nanos = restNanos;
            mailbox.post(() -> {
                buildingBase = goesOn;
                baseDueNanos = goesOn ? lastNowNanos + nanos : Long.MAX_VALUE;
            });
        }
    }

    /** Runs a write on the journal's lane; its failure leaves the outcome unknown, so it ends the attempt, and recovery finds out (I10). */
    private void onJournal(Runnable write, Runnable then) {
        parts().journalLane().execute(() -> {
            try {
                write.run();
                mailbox.post(() -> {
                    if (!done) {
                        then.run();
                    }
                });
            } catch (Throwable e) {
                failed(name + "/journal", e);
            }
        });
    }

    private void end(String where, Throwable cause) {
        if (!done) {
            done = true;
            listener.failed(where, cause);
        }
    }

    private Wiring parts() {
        Wiring known = wiring;
        if (known == null) {
            throw new IllegalStateException("the attempt is not built yet");
        }
        return known;
    }
}
