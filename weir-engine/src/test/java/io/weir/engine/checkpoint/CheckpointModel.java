package io.weir.engine.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Checkpoints under virtual time, one after the other as the coordinator drives them: one is collected and written at a time, one committed at a time, a bounded number uncommitted.
 * Records come all the time.
 */
final class CheckpointModel {

    static final long MILLI = 1_000_000;

    private static final int UNCOMMITTED_MAX = 4;

    final CheckpointCosts costs;
    final IntervalSteering steering;
    final List<Long> intervals = new ArrayList<>();
    final List<LatencyTargetState> told = new ArrayList<>();

    /** What the following checkpoints take. */
    LongSupplier decideNanos = () -> 0;

    LongSupplier commitNanos = () -> 0;
    LongSupplier busyNanos = () -> 0;

    private record Run(long triggered, long decided, long committed) {}

    private final List<Run> runs = new ArrayList<>();
    private int reported;

    CheckpointModel(CheckpointSettings settings, int threads) {
        costs = new CheckpointCosts(threads);
        steering = new IntervalSteering(settings, costs);
    }

    static CheckpointModel of(long targetMillis, double overheadMax) {
        CheckpointSettings settings = new CheckpointSettings(1, 60_000 * MILLI, UNCOMMITTED_MAX)
                .withLatencyTarget(new LatencyTarget(targetMillis * MILLI, overheadMax));
        return new CheckpointModel(settings, 1);
    }

    CheckpointModel run(int checkpoints) {
        for (int i = 0; i < checkpoints; i++) {
            runOne();
        }
        return this;
    }

    private void runOne() {
        int id = runs.size();
        long triggered = 0;
        if (id > 0) {
            costs.active(runs.get(id - 1).triggered);
            triggered = dueNanos();
            while (reported < runs.size() && runs.get(reported).committed <= triggered) {
                long nowNanos = runs.get(reported).committed;
                reportCommitted();
                // That may have moved it, but not into the past.
                triggered = Math.max(nowNanos, dueNanos());
            }
        }
        costs.triggered(id, steering.intervalNanos(), triggered);
        long decided = triggered + decideNanos.getAsLong();
        long begun = id == 0 ? decided : Math.max(decided, runs.get(id - 1).committed);
        runs.add(new Run(triggered, decided, begun + commitNanos.getAsLong()));
        costs.decided(id, busyNanos.getAsLong(), decided);
        steering.decided();
    }

    private long dueNanos() {
        int id = runs.size();
        Run last = runs.get(id - 1);
        long dueNanos = Math.max(last.triggered + steering.intervalNanos(), last.decided);
        return id < UNCOMMITTED_MAX ? dueNanos : Math.max(dueNanos, runs.get(id - UNCOMMITTED_MAX).committed);
    }

    private void reportCommitted() {
        costs.committed(reported, runs.get(reported).committed);
        LatencyTargetState tell = steering.steer();
        if (tell != LatencyTargetState.NONE) {
            told.add(tell);
        }
        intervals.add(steering.intervalNanos());
        reported++;
    }

    long intervalMillis() {
        return steering.intervalNanos() / MILLI;
    }

    /** Returns what 99 % of the records of the last checkpoints have waited at most, from their reading to the commit. */
    long recordsP99Millis(int checkpoints) {
        int points = 100;
        long[] waited = new long[checkpoints * points];
        for (int i = 0; i < checkpoints; i++) {
            Run run = runs.get(runs.size() - checkpoints + i);
            long gap = run.triggered - runs.get(runs.size() - checkpoints + i - 1).triggered;
            for (int j = 0; j < points; j++) {
                waited[i * points + j] = run.committed - run.triggered + gap * j / points;
            }
        }
        Arrays.sort(waited);
        return waited[waited.length * 99 / 100] / MILLI;
    }

    /** Returns how many checkpoints were under way at the same time at most, of the last ones. */
    int underWayMax(int checkpoints) {
        int most = 0;
        for (int i = runs.size() - checkpoints; i < runs.size(); i++) {
            long triggered = runs.get(i).triggered;
            int underWay = 0;
            for (int j = Math.max(0, i - 2 * UNCOMMITTED_MAX); j <= i; j++) {
                underWay += runs.get(j).committed > triggered ? 1 : 0;
            }
            most = Math.max(most, underWay);
        }
        return most;
    }
}
