package io.weir.engine.checkpoint;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures what checkpoints take: time until their output is committed, and tasks' time for records.
 *
 * <p>A pure state machine: events come in as calls, time included. It tolerates any order of them: what it measures decides nothing but how often checkpoints come.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
public final class CheckpointCosts {

    /** Of so many checkpoints the slowest ones are looked at: enough for 99 %. */
    private static final int DELAYS = 256;

    /** So many of them are left out, which are 1 %. */
    private static final int DELAYS_DROPPED = 2;

    /**
     * So many in a row are not counted that had to wait for the one before: one slow commit holds up those that are decided behind it, and the one that is due then. More in a row are the rule, and
     * count.
     */
    private static final int HELD_UP_MAX = 5;

    /** From so many on they are left out: a start is slow. */
    private static final int DELAYS_MIN = 16;

    private static final int STAGES = 9;
    private static final int BUSY = 32;

    private static final class UnderWay {
        private final long id;
        private final long triggeredNanos;
        private final long lateNanos;

        /** By how much of that it waited for another checkpoint. */
        private final long blockedNanos;

        private long decidedNanos;

        UnderWay(long id, long triggeredNanos, long lateNanos, long blockedNanos) {
            this.id = id;
            this.triggeredNanos = triggeredNanos;
            this.lateNanos = lateNanos;
            this.blockedNanos = blockedNanos;
            this.decidedNanos = triggeredNanos;
        }
    }

    private final int threads;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private final Samples delays = new Samples(DELAYS);
    private final Samples stages = new Samples(STAGES);
    private final Samples busy = new Samples(BUSY);
    private final Samples gaps = new Samples(BUSY);
    private long lastBusyNanos;
    private long lastGapNanos;
    private long lastTookNanos;
    private boolean everTriggered;
    private long triggeredNanos;
    private long intervalAtTrigger;
    private boolean isActive;
    private long activeNanos;
    private boolean everCommitted;
    private long committedNanos;

    /** When the last step of any checkpoint was done that another may have had to wait for. */
    private long steppedNanos;

    private int heldUpInRow;

    /** @param threads how many tasks can work at the same time at most */
    public CheckpointCosts(int threads) {
        this.threads = threads;
    }

    /** A task has read the first record for the next checkpoint. */
    public void active(long nowNanos) {
        if (!isActive) {
            isActive = true;
            activeNanos = nowNanos;
        }
    }

    /** A checkpoint is triggered, which was due an interval after the last one, or when there was a record for it. */
    public void triggered(long checkpointId, long intervalNanos, long nowNanos) {
        long lateNanos = 0;
        long blockedNanos = 0;
        if (everTriggered) {
            lastGapNanos = Math.max(0, nowNanos - triggeredNanos);
            gaps.add(lastGapNanos);
            if (isActive && intervalNanos != CheckpointSettings.NEVER) {
                // An interval that was shortened meanwhile has not made it late.
                long dueNanos = triggeredNanos + Math.max(intervalNanos, intervalAtTrigger);
                lateNanos = Math.max(0, nowNanos - Math.max(activeNanos, dueNanos));
                blockedNanos = Math.max(0, lateNanos - Math.max(0, nowNanos - steppedNanos));
            }
        }
        everTriggered = true;
        triggeredNanos = nowNanos;
        intervalAtTrigger = intervalNanos;
        isActive = false;
        underWay.add(new UnderWay(checkpointId, nowNanos, lateNanos, blockedNanos));
    }

    /** A checkpoint is decided. */
    public void decided(long checkpointId, long busyNanos, long nowNanos) {
        lastBusyNanos = Math.max(0, busyNanos);
        lastTookNanos = Math.max(0, nowNanos - triggeredNanos);
        busy.add(lastBusyNanos);
        steppedNanos = nowNanos;
        for (UnderWay each : underWay) {
            if (each.id == checkpointId) {
                each.decidedNanos = nowNanos;
            }
        }
    }

    /** A checkpoint is committed by every sink. */
    public void committed(long checkpointId, long nowNanos) {
        UnderWay first = underWay.peek();
        if (first == null || first.id != checkpointId) {
            return;
        }
        underWay.remove();
        long commitBeganNanos = everCommitted ? Math.max(first.decidedNanos, committedNanos) : first.decidedNanos;
        long delayNanos = Math.max(0, nowNanos - first.triggeredNanos) + first.lateNanos;
        delayed(delayNanos, first.blockedNanos + Math.max(0, commitBeganNanos - first.decidedNanos));
        stages.add(Math.max(0, Math.max(first.decidedNanos - first.triggeredNanos, nowNanos - commitBeganNanos)));
        everCommitted = true;
        committedNanos = nowNanos;
        steppedNanos = nowNanos;
    }

    /** One slow checkpoint counts once, however many it has held up: those would stand for 1 % of the last ones all by themselves. */
    private void delayed(long delayNanos, long waitedNanos) {
        if (waitedNanos > delayNanos / 2 && heldUpInRow < HELD_UP_MAX) {
            heldUpInRow++;
            return;
        }
        heldUpInRow = 0;
        delays.add(delayNanos);
    }

    /** Returns how many checkpoints it knows the delay of, of the last ones. */
    int size() {
        return delays.size();
    }

    /**
     * Returns what 99 % of the last checkpoints have not exceeded, without those that only waited for another: the time from the trigger to the commit at every sink, and the time by which the trigger was late. A record waits an interval
     * at most, and then so long.
     */
    long delayNanos() {
        return delays.largestBut(delays.size() < DELAYS_MIN ? 0 : DELAYS_DROPPED);
    }

    /** Returns what half of them have not exceeded. */
    long typicalDelayNanos() {
        return delays.median();
    }

    /**
     * Returns what the slower half of the way takes, as a rule: until the decision, or from there to the commit. Each half is the work of one checkpoint at a time, so intervals shorter than that
     * make them queue up.
     */
    long stageNanos() {
        return stages.median();
    }

    /** Returns for how long a checkpoint keeps each thread from records, on the average of the last ones without the slowest. */
    long busyNanos() {
        return busy.meanWithout(busy.size() > 1 ? 1 : 0) / threads;
    }

    /** Returns for how long the last one did. */
    long lastBusyNanos() {
        return lastBusyNanos / threads;
    }

    /** Returns the time from the start of the one before it to its own; 0 if it was the first. */
    long lastGapNanos() {
        return lastGapNanos;
    }

    /** Returns the time from its start to its decision. */
    long lastTookNanos() {
        return lastTookNanos;
    }

    /** Returns the share of the threads' time that the last checkpoints have taken from records; 0 while there is none. */
    public double overhead() {
        long elapsed = gaps.sum() * threads;
        return elapsed == 0 ? 0 : (double) busy.sum() / elapsed;
    }
}
