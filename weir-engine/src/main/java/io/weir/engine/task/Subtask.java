package io.weir.engine.task;

import io.weir.engine.item.Control;
import io.weir.engine.latency.ReadSpans;
import io.weir.engine.port.Progress;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.port.Signal;
import io.weir.engine.port.Task;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.engine.task.Chain.ChainSink;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.engine.task.TaskSnapshot.SinkPart;
import io.weir.engine.task.TaskSnapshot.SourcePart;
import io.weir.sink.PreCommit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subtask of a vertex: a feed and the chain behind it. <b>This is where a task takes its snapshot</b>: see {@link #barrier}.
 *
 * <p>Threading: confined to its worker; other threads post to its mailbox.
 */
public final class Subtask implements Task {

    private static final long NONE = 0;

    /** A timer that is further away is looked at again when the worker has parked for the longest time it does. */
    private static final long DUE_MILLIS_MAX = 1_000_000_000L;

    private final int index;
    private final String name;
    private final Mailbox mailbox;
    private final Feed feed;
    private final Chain chain;
    private final TaskEvents events;
    private final ProtocolObserver observer;
    private final BusyTime busy;
    private final Replay replay;
    private boolean replaying;

    /** The last checkpoint that a snapshot was taken for. */
    private long snapshotId = NONE;

    /** The last checkpoint that takes all state. */
    private long wholeId = NONE;

    /** The last checkpoint whose barrier may overtake. */
    private long overtakingId = NONE;

    /** The checkpoint whose barrier waits for the end of the replay. */
    private long waitingId = NONE;

    private boolean waitingDrains;

    /** The snapshot whose barrier has overtaken records that are not all known yet. */
    private @Nullable PendingSnapshot recording;

    /** The snapshot whose captured state still lies in its tables. */
    private @Nullable PendingSnapshot copying;

    private final int copiedMax;

    /** Whether it was told since the last barrier that timers have fired. */
    private boolean firedReported;

    private long dueNanos = Long.MAX_VALUE;
    private boolean failed;

    Subtask(Subtasks.Parts parts, Feed feed) {
        this.index = parts.index();
        this.name = parts.name();
        this.mailbox = parts.mailbox();
        this.feed = feed;
        this.chain = parts.chain();
        this.events = parts.events();
        this.observer = parts.observer();
        this.busy = new BusyTime(parts.clock());
        this.replay = parts.replay();
        this.copiedMax = parts.settings().copiedMax();
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
        if (failed) {
            return Progress.NONE;
        }
        try {
            mailbox.passTime(nowNanos);
            boolean opened = mailbox.drain();
            if (failed) {
                return Progress.NONE;
            }
            boolean room = chain.hasRoom();
            Progress fed = room ? advance(nowNanos) : heldBack(nowNanos);
            reportFired();
            lookForOvertaken();
            boolean copied = copyCaptured();
            // Without room the task is woken when there is some.
            dueNanos = room ? Math.min(timerDueNanos(nowNanos), feed.dueNanos()) : Long.MAX_VALUE;
            return opened || copied ? Progress.MADE : fed;
        } catch (Throwable e) {
            fail(e);
            return Progress.NONE;
        }
    }

    @Override
    public long nextRunNanos() {
        return failed ? Long.MAX_VALUE : Math.min(mailbox.wakeNanos(), dueNanos);
    }

    /** The chain has room: first comes what its own time lets go, then what feeds it. */
    private Progress advance(long nowNanos) {
        if (chain.isBusy()) {
            chain.goOn();
            feed.heldBack(nowNanos);
            return Progress.MADE;
        }
        boolean acted = chain.processingTime();
        if (acted) {
            chain.flush();
            if (!chain.hasRoom()) {
                feed.heldBack(nowNanos);
                return Progress.MADE;
            }
        }
        if (chain.isBusy() || !chain.takes()) {
            feed.heldBack(nowNanos);
            return acted ? Progress.MADE : Progress.NONE;
        }
        // However much is due: barriers and records have their turn too.
        Progress fed = replay.isDone() ? feed.run(this, nowNanos) : replay();
        return acted ? Progress.MADE : fed;
    }

    private Progress heldBack(long nowNanos) {
        feed.heldBack(nowNanos);
        return Progress.NONE;
    }

    /** What timers have changed and emitted must get into a checkpoint, also if no source has anything new. */
    private void reportFired() {
        if (chain.hasFired() && !firedReported) {
            firedReported = true;
            events.active(index);
        }
    }

    private long timerDueNanos(long nowNanos) {
        long millis = chain.untilDueMillis();
        return millis > DUE_MILLIS_MAX ? Long.MAX_VALUE : nowNanos + millis * 1_000_000;
    }

    /**
     * Lets the barrier of a checkpoint overtake the records that wait before it, here and on the way to the next tasks. Thread-safe; answered by the
     * acknowledgement, as always.
     */
    public void overtake(long checkpointId) {
        mailbox.post(() -> {
            if (!failed) {
                overtaken(checkpointId);
            }
        });
    }

    /**
     * Asks for all state in a checkpoint, and not only for what changed: to be called before sources are asked for its barrier. Thread-safe. The snapshot says how much
     * it has.
     */
    public void captureAll(long checkpointId) {
        mailbox.post(() -> wholeId = checkpointId);
    }

    /** Lets nothing act by the clock until the job has settled. To be called before the task runs. */
    public void awaitSettled() {
        chain.settling(true);
    }

    /** Says that what was in flight in the restored checkpoint has gone through the job. Thread-safe. */
    public void settled() {
        mailbox.post(() -> chain.settling(false));
    }

    int index() {
        return index;
    }

    Chain chain() {
        return chain;
    }

    TaskEvents events() {
        return events;
    }

    /** The coordinator injects a barrier: behind the record emitted last, and behind those that are still in flight from the checkpoint restored. */
    void trigger(long checkpointId, boolean draining) {
        if (replay.isDone()) {
            barrier(checkpointId, draining);
        } else {
            waitingId = checkpointId;
            waitingDrains = draining;
        }
    }

    /**
     * Takes the snapshot of checkpoint n: positions and state as of this barrier (I1), the barrier onwards, then the pre-commits of the sinks. It is
     * acknowledged when every sink has answered, and the records are known that the barrier has overtaken.
     */
    void barrier(long checkpointId, boolean draining) {
        snapshot(new Control.Barrier(checkpointId, draining), false);
    }

    private void snapshot(Control.Barrier barrier, boolean overtaking) {
        long checkpointId = barrier.checkpointId();
        observer.reached(ProtocolStep.ALIGNED, checkpointId, name);
        busy.beginAnew();
        snapshotId = checkpointId;
        firedReported = false;
        List<SourcePart> positions = feed.positions(checkpointId);
        CaptureScope wanted = checkpointId == wholeId ? CaptureScope.ALL : CaptureScope.CHANGED;
        List<StateCapture> states = new ArrayList<>(feed.capture(wanted));
        states.addAll(chain.capture(wanted));
        CaptureScope scope = wanted.of(states);
        List<InFlightPart> inFlight = new ArrayList<>(chain.inFlight());
        inFlight.addAll(replay.rest());
        long recordsIn = feed.recordsIn();
        long recordsOut = chain.recordsOut();
        ReadSpans read = feed.takeRead();
        chain.control(barrier);
        if (overtakingId == checkpointId) {
            chain.show();
        }
        observer.reached(ProtocolStep.SNAPSHOT, checkpointId, name);
        PendingSnapshot taken = new PendingSnapshot(
                states,
                chain.sinks().size(),
                overtaking,
                inFlight,
                complete -> events.acknowledged(
                        index,
                        checkpointId,
                        new TaskSnapshot(
                                states,
                                scope,
                                positions,
                                complete.inFlight(),
                                complete.sealed(),
                                recordsIn,
                                recordsOut,
                                read,
                                busy.nanos())));
        recording = overtaking ? taken : null;
        copying = taken.copy(copiedMax) ? null : taken;
        seal(taken, barrier);
        busy.end();
    }

    /** Asks every sink to make durable what it wrote before the barrier. */
    private void seal(PendingSnapshot taken, Control.Barrier barrier) {
        long checkpointId = barrier.checkpointId();
        for (ChainSink sink : chain.sinks()) {
            String where = sink.stage() + "/" + sink.subtask();
            observer.reached(ProtocolStep.PRE_COMMITTING, checkpointId, where);
            if (barrier.draining()) {
                sink.writer().finish();
            }
            sink.writer().prepareCommit(checkpointId, answer(committables -> {
                observer.reached(ProtocolStep.PRE_COMMITTED, checkpointId, where);
                taken.add(new SinkPart(sink.stage(), sink.subtask(), committables));
            }));
        }
    }

    private void overtaken(long checkpointId) {
        overtakingId = checkpointId;
        if (snapshotId >= checkpointId) {
            chain.show();
        } else if (waitingId == checkpointId) {
            waitingId = NONE;
            snapshot(new Control.Barrier(checkpointId), false);
        } else if (feed.overtake(checkpointId)) {
            snapshot(new Control.Barrier(checkpointId), true);
        }
    }

    private void lookForOvertaken() {
        PendingSnapshot waiting = recording;
        if (waiting != null) {
            List<InFlightPart> found = feed.recorded();
            if (found != null) {
                recording = null;
                waiting.add(found);
            }
        }
    }

    /** Between records, so that the pause at a barrier does not grow with what has changed. */
    private boolean copyCaptured() {
        PendingSnapshot waiting = copying;
        if (waiting == null) {
            return false;
        }
        busy.begin();
        if (waiting.copy(copiedMax)) {
            copying = null;
        }
        busy.end();
        return true;
    }

    private Progress replay() {
        if (!replaying) {
            // What is replayed changes state and output: a checkpoint must come, also if no source has anything new.
            replaying = true;
            events.active(index);
        }
        replay.run();
        if (replay.isDone() && waitingId != NONE) {
            long checkpointId = waitingId;
            waitingId = NONE;
            barrier(checkpointId, waitingDrains);
        }
        return Progress.MADE;
    }

    private PreCommit<Object> answer(java.util.function.Consumer<List<Object>> sealed) {
        return new PreCommit<>() {
            @Override
            public void complete(List<Object> committables) {
                mailbox.post(() -> sealed.accept(committables));
            }

            @Override
            public void fail(Throwable cause) {
                mailbox.post(() -> Subtask.this.fail(cause));
            }
        };
    }

    private void fail(Throwable cause) {
        if (!failed) {
            failed = true;
            events.failed(name, cause);
        }
    }
}
