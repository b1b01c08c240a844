package io.weir.engine.job;

import io.weir.engine.checkpoint.CheckpointCosts;
import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.checkpoint.IntervalSteering;
import io.weir.engine.checkpoint.LatencyTarget;
import io.weir.engine.checkpoint.LatencyTargetState;
import io.weir.engine.latency.ReadSpans;
import io.weir.engine.port.Clock;
import io.weir.engine.task.TaskSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the checkpoints of an attempt, steers their interval by that, and tells the job. Nothing that is right or wrong depends on it.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
final class CheckpointWatch {

    /** It is told that checkpoints come less often than they should when that has lasted for so many. */
    private static final int LASTING = 64;

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWatch.class);

    private record Uncommitted(long checkpointId, List<ReadSpans> read) {}

    private final String jobName;
    private final CheckpointSettings settings;
    private final Clock clock;
    private final AttemptListener listener;
    private final CheckpointCosts costs;
    private final IntervalSteering steering;
    private final Deque<Uncommitted> uncommitted = new ArrayDeque<>();

    /** For how many checkpoints in a row the interval has been longer by its budget than it was set. */
    private int lengthenedFor;

    private boolean lengthenedTold;

    /** @param threads how many tasks can work at the same time at most */
    CheckpointWatch(String jobName, CheckpointSettings settings, int threads, Clock clock, AttemptListener listener) {
        this.jobName = jobName;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.costs = new CheckpointCosts(threads);
        this.steering = new IntervalSteering(settings, costs);
    }

    long intervalNanos() {
        return steering.intervalNanos();
    }

    /** There is a record for the next checkpoint. */
    void active() {
        costs.active(clock.nanoTime());
    }

    void triggered(long checkpointId) {
        costs.triggered(checkpointId, steering.intervalNanos(), clock.nanoTime());
    }

    /** @param encodingNanos how long it took to make bytes of the snapshots */
    void decided(long checkpointId, List<TaskSnapshot> snapshots, long encodingNanos) {
        long busyNanos = Math.max(0, encodingNanos);
        List<ReadSpans> read = new ArrayList<>();
        for (TaskSnapshot snapshot : snapshots) {
            busyNanos += snapshot.busyNanos();
            if (snapshot.read().size() > 0) {
                read.add(snapshot.read());
            }
        }
        costs.decided(checkpointId, busyNanos, clock.nanoTime());
        steering.decided();
        uncommitted.add(new Uncommitted(checkpointId, read));
    }

    void committed(long checkpointId) {
        long nowNanos = clock.nanoTime();
        costs.committed(checkpointId, nowNanos);
        tell(steering.steer());
        tellLengthened();
        List<ReadSpans> read = new ArrayList<>();
        while (!uncommitted.isEmpty() && uncommitted.element().checkpointId() <= checkpointId) {
            read.addAll(uncommitted.remove().read());
        }
        listener.measured(
                new CheckpointFigures(read, nowNanos, steering.intervalNanos(), costs.overhead(), steering.state()));
    }

    private void tell(LatencyTargetState state) {
        LatencyTarget target = settings.latencyTarget();
        if (target == null) {
            return;
        }
        switch (state) {
            case OVER_BUDGET ->
                LOG.warn(
                        "job {}: the latency target of {} ms is not held: the overhead budget of {} % allows a checkpoint every {} ms only,"
                                + " and it takes {} ms until one is committed. To mend it: a larger budget, or a longer target",
                        jobName,
                        millis(target.nanos()),
                        target.overheadMax() * 100,
                        millis(steering.intervalNanos()),
                        millis(steering.delayNanos()));
            case TOO_SLOW ->
                LOG.warn(
                        "job {}: the latency target of {} ms is not held: half of the last checkpoints were committed within {} ms, and 99 % of them within {} ms."
                                + " They come every {} ms, as often as they can without queueing up. To mend it: a faster disk or outside system,"
                                + " or a longer target; if only the second figure is large, look for what makes a commit slow now and then",
                        jobName,
                        millis(target.nanos()),
                        millis(steering.typicalDelayNanos()),
                        millis(steering.delayNanos()),
                        millis(steering.intervalNanos()));
            case NONE, MEASURING, HELD -> {}
        }
    }

    private void tellLengthened() {
        boolean lengthened = settings.latencyTarget() == null && steering.budgetNanos() > settings.intervalNanos();
        lengthenedFor = lengthened ? lengthenedFor + 1 : 0;
        if (lengthenedFor >= LASTING && !lengthenedTold) {
            lengthenedTold = true;
            LOG.info(
                    "job {}: checkpoints come every {} ms, and not every {} ms as set: they would take more than {} % of the tasks' time."
                            + " To have them more often: Weir.checkpointOverhead, or less that changes from one to the next",
                    jobName,
                    millis(steering.intervalNanos()),
                    millis(settings.intervalNanos()),
                    settings.overheadMax() * 100);
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }
}
