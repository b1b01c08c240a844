package io.weir.engine.task;

import io.weir.engine.exchange.SourceTimes;
import io.weir.time.Timestamps;
import java.util.Arrays;

/**
 * Keeps a subtask of a source in step with the others: one that is ahead in event time lets them go on for a while, before it reads more.
 *
 * <p>It may be ahead by what it has read in some polls, for others do not stand still all the time. And it waits for a bounded time before each poll: a subtask that reads what is new must not
 * wait for hours because another one has hours to catch up with. One that has not moved meanwhile is not waited for again until it does.
 *
 * <p>Threading: confined to one task.
 */
final class InStep {

    /** By how many polls it may be ahead; a power of two. */
    static final int POLLS_AHEAD = 16;

    /** For how many turns it waits, should the clock stand still. */
    private static final int TURNS_MAX = 1 << 14;

    private final SourceTimes times;
    private final int subtask;
    private final long nanosMax;

    /** How far event time had come after each of the last polls. */
    private final long[] passed = new long[POLLS_AHEAD];

    private int pollCount;

    /** For how many turns it has waited, and since when. */
    private int turns;

    private long sinceNanos;

    /** The time for which it has waited, in vain if that is still the least. */
    private long waitedFor = Timestamps.NONE;

    /**
     * @param times of all of the source's subtasks
     * @param nanosMax for how long it waits before each poll
     */
    InStep(SourceTimes times, int subtask, long nanosMax) {
        this.times = times;
        this.subtask = subtask;
        this.nanosMax = nanosMax;
        Arrays.fill(passed, Timestamps.NONE);
    }

    /** Tells the others how far event time has come. */
    void tell(long time) {
        times.tell(subtask, time);
    }

    /** A poll has emitted, and the time it has come to has been told. */
    void polled() {
        passed[pollCount++ & (POLLS_AHEAD - 1)] = times.of(subtask);
    }

    /** Returns whether others are to go on before more is read. */
    boolean letsOthersGoFirst(long nowNanos) {
        long least = times.least();
        if (least >= passed[pollCount & (POLLS_AHEAD - 1)] || (turns > 0 ? hasWaited(nowNanos) : least == waitedFor)) {
            turns = 0;
            return false;
        }
        if (turns == 0) {
            sinceNanos = nowNanos;
        }
        turns++;
        waitedFor = least;
        return true;
    }

    private boolean hasWaited(long nowNanos) {
        return turns == TURNS_MAX || nowNanos - sinceNanos >= nanosMax;
    }
}
