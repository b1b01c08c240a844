package io.weir.testkit.conformance;

import java.util.function.IntSupplier;

/**
 * Kills a job at a record, each time that a part of the input more is committed.
 *
 * <p>Threading: Thread-safe.
 */
final class Kills {

    private final IntSupplier committed;
    private final int step;
    private final int countMax;
    private int count;
    private int nextAt;
    private long passed;

    Kills(IntSupplier committed, int recordCount, int countMax) {
        this.committed = committed;
        this.step = Math.max(1, recordCount / (countMax + 2));
        this.countMax = countMax;
        this.nextAt = step;
    }

    /** Counts a record, or throws. */
    synchronized void pass() {
        int now = committed.getAsInt();
        if (count < countMax && now >= nextAt) {
            count++;
            nextAt = now + step;
            throw new CrashSchedule.Planted(EngineStep.MAP);
        }
        passed++;
    }

    long committedCount() {
        return committed.getAsInt();
    }

    /** Returns how many records were read, those read again included. */
    synchronized long passedCount() {
        return passed;
    }

    /** Returns how often the job was killed. */
    synchronized int count() {
        return count;
    }
}
