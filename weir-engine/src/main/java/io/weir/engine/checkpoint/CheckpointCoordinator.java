package io.weir.engine.checkpoint;

import io.weir.engine.task.TaskSnapshot;
import io.weir.error.WeirException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a checkpoint starts, when it may be decided and when it may be committed. <b>This is where a checkpoint is driven</b>; the decision itself is
 * {@link io.weir.engine.journal.Journal#append}.
 *
 * <p>A pure state machine: events come in as calls, time included; effects go out through {@link CheckpointActions}.
 *
 * <p>Threading: confined to one thread.
 *
 * <p>Invariants:
 * <ul>
 *   <li>C1: at most one checkpoint is not decided; so barriers of two checkpoints never meet in a gate.
 *   <li>C2 (I2): {@code decide} is called once every task has acknowledged.
 *   <li>C3 (I3): {@code commit} is called after the decision was confirmed durable, in the order of ids.
 *   <li>C4: at most {@code uncommittedMax} checkpoints are decided and not committed.
 * </ul>
 */
public final class CheckpointCoordinator {

    private enum Phase {
        /** No checkpoint is under way. */
        IDLE,
        /** The barrier is on its way; tasks acknowledge. */
        COLLECTING,
        /** The decision is being written. */
        DECIDING,
        /** The last checkpoint is committed. */
        FINISHED
    }

    /** Each checkpoint is a sync of the journal, and requests take about so long. */
    private static final long SETTLING_INTERVAL_NANOS = 20_000_000;

    private final CheckpointSettings settings;
    private final LongSupplier interval;
    private final CheckpointActions actions;
    private final @Nullable TaskSnapshot[] snapshots;
    private Phase phase = Phase.IDLE;
    private final boolean firstStart;
    private boolean active;
    private boolean finishing;
    private boolean lastTriggered;

    /** Whether sources wait until what was in flight in the restored checkpoint is through. */
    private boolean settling;

    private long nextId;
    private long currentId;
    private int acknowledgedCount;
    private boolean overtaken;
    private int uncommittedCount;
    private long triggeredNanos;

    /** Since when the timeout runs: tasks are not waited for while output is being committed, for a sink may hold its input back until then, and barriers with it. */
    private long waitingSinceNanos;

    /** Whether something that was waited for has ended since the last tick, so that the timeout runs from that tick on. */
    private boolean waitsAnew;

    private boolean everTriggered;
    private boolean requested;

    /** Whether a source reads nothing more before the next barrier. */
    private boolean waitedFor;

    private long requestNanosMax;
    private long decidedCount;

    /**
     * @param taskCount how many tasks acknowledge each checkpoint
     * @param firstId the id of the first checkpoint; the next ones count up
     * @param firstStart whether the job has no checkpoint yet: then one is taken at once, which makes its starting positions durable
     * @param settling whether sources wait until a checkpoint is decided that has nothing in flight; until then checkpoints follow each other at once or nearly so
     * @param interval the interval between checkpoints, in nanoseconds, if they are taken by time; it may change
     */
    public CheckpointCoordinator(
            int taskCount,
            long firstId,
            boolean firstStart,
            boolean settling,
            CheckpointSettings settings,
            LongSupplier interval,
            CheckpointActions actions) {
        this.snapshots = new @Nullable TaskSnapshot[taskCount];
        this.nextId = firstId;
        this.firstStart = firstStart;
        this.active = firstStart || settling;
        this.settling = settling;
        this.settings = settings;
        this.interval = interval;
        this.actions = actions;
    }

    /** Starts a checkpoint if one is due, and aborts one that takes too long. */
    public void tick(long nowNanos) {
        if (waitsForCommits() || waitsAnew) {
            waitingSinceNanos = nowNanos;
            waitsAnew = false;
        }
        switch (phase) {
            case IDLE -> triggerIfDue(nowNanos);
            case COLLECTING, DECIDING -> abortIfLate(nowNanos);
            case FINISHED -> {}
        }
        if (phase == Phase.COLLECTING) {
            overtakeIfDue(nowNanos);
        }
    }

    /** Returns when {@link #tick} has something to do next; {@link Long#MAX_VALUE} if only another event can bring it. */
    public long nextTickNanos() {
        return switch (phase) {
            case IDLE ->
                mayTrigger() && everTriggered && !finishing && periodic()
                        ? triggeredNanos + intervalNanos()
                        : Long.MAX_VALUE;
            case COLLECTING, DECIDING -> {
                long lateNanos = waitsForCommits() ? Long.MAX_VALUE : waitingSinceNanos + timeoutNanos();
                yield mayOvertake() ? Math.min(triggeredNanos + settings.overtakeAfterNanos(), lateNanos) : lateNanos;
            }
            case FINISHED -> Long.MAX_VALUE;
        };
    }

    /** Something has happened that a checkpoint must hold. */
    public void active() {
        active = true;
    }

    /** Asks for a checkpoint as soon as there can be one: whatever the interval, and also if nothing has happened. */
    public void request() {
        requested = true;
    }

    /** A source waits for a checkpoint: one comes although nobody has asked, if they do not come by themselves; and a fixed interval is not lengthened. */
    public void needed() {
        requested |= !settings.periodic();
        waitedFor = true;
    }

    /** Says for how long a request may be under way, which the last checkpoint waits for. */
    public void requestsTake(long nanosMax) {
        requestNanosMax = nanosMax;
    }

    /** Asks for a last checkpoint, at once; when it is committed the job is finished (I11). */
    public void finish() {
        finishing = true;
    }

    /** A task has taken its snapshot and its sinks have pre-committed. */
    public void acknowledged(int task, long checkpointId, TaskSnapshot snapshot) {
        if (phase != Phase.COLLECTING || checkpointId != currentId || snapshots[task] != null) {
            throw WeirException.defect(
                    "an acknowledgement that nobody waits for",
                    "task=" + task + ", checkpoint=" + checkpointId + ", expected=" + currentId + ", phase=" + phase);
        }
        snapshots[task] = snapshot;
        // What is in flight is processed later: a checkpoint must hold that too.
        active |= !snapshot.inFlight().isEmpty();
        acknowledgedCount++;
        if (acknowledgedCount == snapshots.length) {
            waitsAnew |= waitsForCommits();
            phase = Phase.DECIDING;
            actions.decide(currentId, collected());
        }
    }

    /** The decision is durable (I2). */
    public void decided(long checkpointId) {
        assert phase == Phase.DECIDING && checkpointId == currentId
                : "C2: checkpoint=" + checkpointId + ", phase=" + phase;
        List<TaskSnapshot> decided = collected();
        Arrays.fill(snapshots, null);
        phase = Phase.IDLE;
        uncommittedCount++;
        decidedCount++;
        assert uncommittedCount <= settings.uncommittedMax() : "C4: uncommitted=" + uncommittedCount;
        actions.commit(checkpointId, decided);
        if (settling
                && decided.stream().allMatch(snapshot -> snapshot.inFlight().isEmpty())) {
            settling = false;
            actions.settled();
        }
    }

    /** Every sink has committed the checkpoint. */
    public void committed(long checkpointId) {
        assert uncommittedCount > 0 : "I3: nothing is decided, checkpoint=" + checkpointId;
        uncommittedCount--;
        waitsAnew |= phase == Phase.COLLECTING;
        if (lastTriggered && phase == Phase.IDLE && uncommittedCount == 0) {
            phase = Phase.FINISHED;
            actions.finished();
        }
    }

    /** Returns how many checkpoints this coordinator has seen decided. */
    public long decidedCount() {
        return decidedCount;
    }

    private void triggerIfDue(long nowNanos) {
        if (!mayTrigger() || !(finishing || requested || isDue(nowNanos))) {
            return;
        }
        active = false;
        requested = false;
        waitedFor = false;
        lastTriggered = finishing;
        everTriggered = true;
        triggeredNanos = nowNanos;
        waitingSinceNanos = nowNanos;
        currentId = nextId++;
        acknowledgedCount = 0;
        overtaken = false;
        phase = Phase.COLLECTING;
        actions.trigger(currentId, lastTriggered);
    }

    /** Sources that wait are not to wait for the interval, or for a longer one than was set. */
    private long intervalNanos() {
        boolean asSet = waitedFor && settings.latencyTarget() == null;
        long nanos = asSet ? settings.intervalNanos() : interval.getAsLong();
        return settling ? Math.min(SETTLING_INTERVAL_NANOS, nanos) : nanos;
    }

    /** Sources that wait are not to wait for somebody to ask for a checkpoint. */
    private boolean periodic() {
        return settling || settings.periodic();
    }

    private boolean isDue(long nowNanos) {
        if (!everTriggered) {
            return firstStart || periodic();
        }
        return periodic() && nowNanos - triggeredNanos >= intervalNanos();
    }

    private void overtakeIfDue(long nowNanos) {
        if (mayOvertake() && nowNanos - triggeredNanos >= settings.overtakeAfterNanos()) {
            overtaken = true;
            actions.overtake(currentId);
        }
    }

    /** Nothing processes what the last checkpoint has in flight (I11): its barriers keep their place. */
    private boolean mayOvertake() {
        return phase == Phase.COLLECTING && settings.overtaking() && !overtaken && !lastTriggered;
    }

    private boolean mayTrigger() {
        return (active || requested || finishing) && !lastTriggered && uncommittedCount < settings.uncommittedMax();
    }

    /** The last checkpoint waits for all requests that are under way, which may take as long as they are allowed to. */
    private long timeoutNanos() {
        return lastTriggered ? settings.timeoutNanos() + requestNanosMax : settings.timeoutNanos();
    }

    /** The journal does not wait for commits. */
    private boolean waitsForCommits() {
        return phase == Phase.COLLECTING && uncommittedCount > 0;
    }

    private void abortIfLate(long nowNanos) {
        if (!waitsForCommits() && nowNanos - waitingSinceNanos >= timeoutNanos()) {
            actions.abort(WeirException.external(
                    "checkpoint-timeout",
                    "checkpoint " + currentId + " was not decided within " + timeoutNanos() / 1_000_000 + " ms",
                    phase == Phase.COLLECTING
                            ? "tasks have not acknowledged: " + missing()
                            : "the journal has not answered",
                    "look for a sink or a disk that hangs, or raise the checkpoint timeout",
                    null));
            phase = Phase.FINISHED;
        }
    }

    private String missing() {
        StringBuilder tasks = new StringBuilder();
        for (int i = 0; i < snapshots.length; i++) {
            if (snapshots[i] == null) {
                tasks.append(tasks.isEmpty() ? "" : ", ").append(i);
            }
        }
        return tasks.toString();
    }

    @SuppressWarnings("NullAway") // C2: all have acknowledged
    private List<TaskSnapshot> collected() {
        return List.of(snapshots.clone());
    }
}
