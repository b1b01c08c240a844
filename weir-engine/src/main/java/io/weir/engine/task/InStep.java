package io.weir.engine.task;

import io.weir.engine.exchange.SourceTimes;
import io.weir.time.Timestamps;
import java.util.Arrays;

/**
 * Keeps a subtask of a source in step with the others: one that is ahead in event time lets them go on for a while, before it reads more.
 *
 * <p>It may be ahead by what it has read in some strides, for others do not stand still all the time. It waits for a bounded time before each stride, and if the others have not caught up after some of
 * these, not at all until they have: a subtask that reads what is new must not wait for hours because another one has hours to catch up with, and years of data that are read side by side are apart
 * for good. One that has not moved meanwhile is not waited for again until it does.
 *
 * <p>Threading: confined to one task.
 */
final class InStep {

    /** By how many strides it may be ahead; a power of two. */
    static final int STRIDES_AHEAD = 16;

    /** After so many waits of full length it gives up. */
    static final int WAITS_MAX = 100;

    /** For how many turns it waits, should the clock stand still. */
    private static final int TURNS_MAX = 1 << 14;

    private final SourceTimes times;
    private final int subtask;
    private final long nanosMax;
    private final int strideRecords;

    /** How far event time had come after each of the last strides. */
    private final long[] passed = new long[STRIDES_AHEAD];

    private int strideCount;

    /** How many records have been read of this stride. */
    private long read;

    /** Whether it may wait: once before each stride. */
    private boolean atStart = true;

    /** For how many turns it has waited, and since when. */
    private int turns;

    private long sinceNanos;

    /** The time for which it has waited, in vain if that is still the least. */
    private long waitedFor = Timestamps.NONE;

    /** How many waits of full length it has had since it was in step. */
    private int waits;

    /**
     * @param times of all of the source's subtasks
     * @param settings say for how long it waits before each stride, and how many records that is
     */
    InStep(SourceTimes times, int subtask, TaskSettings settings) {
        this.times = times;
        this.subtask = subtask;
        this.nanosMax = settings.aheadNanosMax();
        this.strideRecords = settings.strideRecords();
        Arrays.fill(passed, Timestamps.NONE);
    }

    /** Tells the others how far event time has come. */
    void tell(long time) {
        times.tell(subtask, time);
    }

    /** A poll has emitted so many records, and the time that it has come to has been told. */
    void polled(long records) {
        read += records;
        if (read >= strideRecords) {
            read = 0;
            passed[strideCount++ & (STRIDES_AHEAD - 1)] = times.of(subtask);
            atStart = true;
        }
    }

    /** Returns whether others are to go on before more is read. */
    boolean letsOthersGoFirst(long nowNanos) {
        if (!atStart || nanosMax == 0) {
            return false;
        }
        long least = times.least();
        if (least >= Math.min(passed[strideCount & (STRIDES_AHEAD - 1)], times.of(subtask))) {
            waits = 0;
            return go();
        }
        if (turns == 0) {
            if (least == waitedFor || waits == WAITS_MAX) {
                return go();
            }
            sinceNanos = nowNanos;
        } else if (turns == TURNS_MAX || nowNanos - sinceNanos >= nanosMax) {
            waits++;
            return go();
        }
        turns++;
        waitedFor = least;
        return true;
    }

    private boolean go() {
        atStart = false;
        turns = 0;
        return false;
    }
}
