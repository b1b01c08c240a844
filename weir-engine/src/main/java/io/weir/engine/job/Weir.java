package io.weir.engine.job;

import io.weir.engine.checkpoint.LatencyTarget;
import io.weir.engine.journal.CheckpointStore;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.journal.Savepoint;
import io.weir.engine.journal.StoreException;
import io.weir.engine.local.LocalCheckpointStore;
import io.weir.engine.local.LocalPorts;
import io.weir.engine.port.Ports;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.state.StateBackend;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import io.weir.runtime.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs pipelines in this process: the embedded engine.
 *
 * <pre>{@code
 * try (Job job = Weir.local(Path.of("checkpoints")).start(pipeline)) {
 *     job.join(); // kill -9 it at any time; start it again; the output is exact
 * }
 * }</pre>
 *
 * <p>Threading: Immutable.
 */
public final class Weir {

    private final CheckpointStore checkpoints;
    private final JobSettings settings;
    private final ProtocolObserver observer;
    private final Origin origin;

    /**
     * What a job without a checkpoint of its own begins with.
     *
     * @param savepoint null for nothing
     * @param fork whether it is a new job for its sinks
     */
    private record Origin(@Nullable CheckpointStore savepoint, boolean fork) {
        static final Origin NONE = new Origin(null, false);
    }

    private Weir(CheckpointStore checkpoints, JobSettings settings, ProtocolObserver observer, Origin origin) {
        this.checkpoints = checkpoints;
        this.settings = settings;
        this.observer = observer;
        this.origin = origin;
    }

    /** Keeps a job's checkpoints in a local directory, which is made if need be. A directory belongs to one job. */
    public static Weir local(Path directory) {
        return on(new LocalCheckpointStore(directory));
    }

    /** Keeps a job's checkpoints in a store of another kind, such as an object store. A place in it belongs to one job. */
    public static Weir on(CheckpointStore checkpoints) {
        return new Weir(checkpoints, JobSettings.DEFAULT, ProtocolObserver.NONE, Origin.NONE);
    }

    /** Sets how many subtasks a stage has that sets none itself; 1 by default. */
    public Weir parallelism(int parallelism) {
        if (parallelism < 1 || parallelism > 128) {
            throw WeirException.user(
                    "invalid-parallelism",
                    "parallelism " + parallelism + " is out of range",
                    "keys are divided into 128 groups",
                    "use 1 to 128");
        }
        return with(settings.withParallelism(parallelism));
    }

    /**
     * Sets the least time from one checkpoint to the next; 100 ms by default. Output becomes visible with its checkpoint, so this is the latency of the
     * output. See {@link #checkpointOverhead} for jobs with so much state that this takes too much of the tasks' time.
     */
    public Weir checkpointInterval(Duration interval) {
        return with(settings.withCheckpoints(
                settings.checkpoints().withInterval(positive("checkpoint interval", interval))));
    }

    /**
     * Lets the job choose the interval between checkpoints itself, and change it as things change: the longest with which 99 % of records have their output committed in the given time
     * after they were read. In place of {@link #checkpointInterval}: what is called last counts. Where the budget does not allow so many checkpoints, the budget counts more than the target;
     * a line in the log says so once, and {@link JobMetrics#latencyTarget} always. See docs/latency.md.
     *
     * @param target from reading a record to the commit of its output; how long it waited outside, such as in a topic, comes on top
     * @param overheadMax how much of the tasks' time checkpoints may take, as a share above 0 and up to 1; 0.1 is a good value
     */
    public Weir latencyTarget(Duration target, double overheadMax) {
        long nanos = positive("latency target", target);
        requireShare(overheadMax);
        return with(settings.withCheckpoints(
                settings.checkpoints().withLatencyTarget(new LatencyTarget(nanos, overheadMax))));
    }

    /**
     * Lets checkpoints by a fixed interval come less often where they take more of the tasks' time than they may, which is what {@link JobMetrics#checkpointOverhead} tells: where most of a large state changes from
     * one to the next. The interval is lengthened if a longer one makes it less, to twice the time that a checkpoint takes and to two seconds at most, and a line in the log says so once. Not by default. A {@link #latencyTarget} has a
     * budget of its own. See docs/latency.md.
     *
     * @param overheadMax a share above 0 and up to 1; 0.25 is a good value, and with 1 there is no budget
     */
    public Weir checkpointOverhead(double overheadMax) {
        requireShare(overheadMax);
        return with(settings.withCheckpoints(settings.checkpoints().withOverheadMax(overheadMax)));
    }

    private static void requireShare(double overheadMax) {
        if (!(overheadMax > 0 && overheadMax <= 1)) {
            throw WeirException.user(
                    "invalid-overhead",
                    "checkpoints may take a share of " + overheadMax + " of the tasks' time",
                    "it must be above 0, and at most 1",
                    "use for example 0.1, which is 10 %");
        }
    }

    /**
     * Sets how long a checkpoint may take before it is aborted and the job rolls back; one minute by default. While tasks are waited for, the time does
     * not count in which output of earlier checkpoints is being committed: a sink may hold its input back so long, and barriers stand behind that input.
     */
    public Weir checkpointTimeout(Duration timeout) {
        return with(
                settings.withCheckpoints(settings.checkpoints().withTimeout(positive("checkpoint timeout", timeout))));
    }

    /**
     * Lets barriers overtake the records that are queued before them, if a checkpoint has not been decided so long after its start: an <i>unaligned</i> checkpoint,
     * which holds those records. So a stage that cannot keep up does not hold up checkpoints. Never by default: aligned checkpoints are smaller.
     *
     * <p>It happens where records are divided by key; elsewhere, and in the last checkpoint of a job that ends or is stopped, barriers keep their place. The
     * classes of the records must be ones that the built-in codec knows. See docs/state.md.
     *
     * @param afterStart zero to overtake at once
     */
    public Weir unalignedAfter(Duration afterStart) {
        if (afterStart.isNegative()) {
            throw WeirException.user(
                    "invalid-duration",
                    "barriers may overtake after " + afterStart,
                    "it must not be negative",
                    "use for example Duration.ofMillis(100), or Duration.ZERO");
        }
        return with(settings.withCheckpoints(settings.checkpoints().withOvertakeAfter(afterStart.toNanos())));
    }

    /**
     * Sets how many of the last decided checkpoints can be read at any moment, and be copied with {@code weir savepoint --checkpoint}; 1 by default. A job itself
     * always goes on from its last one. The more, the more room the directory takes: see docs/state.md.
     */
    public Weir retainCheckpoints(int count) {
        return with(settings.withRetainedCheckpoints(count));
    }

    /** Sets what the job promises; exactly-once by default. */
    public Weir guarantee(Guarantee guarantee) {
        return with(settings.withGuarantee(guarantee));
    }

    /** Sets what happens when an attempt fails; {@link RestartStrategy#exponentialDelay} by default. */
    public Weir restartStrategy(RestartStrategy strategy) {
        return with(settings.withRestartStrategy(strategy));
    }

    /**
     * Says what a person found out about one subtask's output that the error {@code in-doubt} told of; to be called once for each that it named. Without effect
     * on output that is not in doubt, so it may stay in the program for a while: what was found not committed is written once, and the settlement is used up. See docs/in-doubt.md.
     */
    public Weir settle(Settlement settlement) {
        return with(settings.withSettlement(settlement));
    }

    /**
     * Sets where keyed state lies that is larger than memory; by default all of it is held in memory. It changes nothing in checkpoints: a job may be started with
     * another backend, or none, at any time. See docs/state-rocksdb.md.
     */
    public Weir stateBackend(StateBackend backend) {
        return with(settings.withStateBackend(backend));
    }

    /** Sets who is told of every step of the protocol, such as a test that kills the process at one of them; nobody by default. */
    public Weir observer(ProtocolObserver newObserver) {
        return new Weir(checkpoints, settings, newObserver, origin);
    }

    /**
     * Begins from a savepoint, or from the checkpoint directory of another run of the job, if this job's own directory holds no checkpoint yet; afterwards it is
     * not looked at any more, so this may stay in the program. The job remains the same for its sinks: what they know to be committed is not written again. If
     * they have committed output from behind the savepoint, the start is refused: see {@link #forkFrom(Path)}. The job that the savepoint was taken of must not run any more.
     *
     * @param savepoint made by {@code weir savepoint} or {@link Savepoint#copy}; not changed
     */
    public Weir startFrom(Path savepoint) {
        return startFrom(new LocalCheckpointStore(savepoint));
    }

    /** As {@link #startFrom(Path)}, from a savepoint or checkpoints in any store: a job moves from a local directory to an object store, or back. */
    public Weir startFrom(CheckpointStore savepoint) {
        return new Weir(checkpoints, settings, observer, new Origin(savepoint, false));
    }

    /**
     * As {@link #startFrom(Path)}, but as a new job: its sinks know nothing of what the old one has committed, so everything behind the savepoint is written, and written
     * again if the old job has written it. The old one may run on.
     */
    public Weir forkFrom(Path savepoint) {
        return forkFrom(new LocalCheckpointStore(savepoint));
    }

    /** As {@link #forkFrom(Path)}, from a savepoint or checkpoints in any store. */
    public Weir forkFrom(CheckpointStore savepoint) {
        return new Weir(checkpoints, settings, observer, new Origin(savepoint, true));
    }

    /**
     * Starts a pipeline, from its last checkpoint if there is one. Returns at once: what goes wrong in the start is told by {@link Job#join}.
     *
     * @throws WeirException if the directory or store is in use, belongs to another job, or cannot be used
     */
    public Job start(Pipeline pipeline) {
        JournalStore store = checkpoints.open(pipeline.name());
        try {
            StageChecks.require(checkpoints.checkAtStart());
            Ports ports = LocalPorts.create().withObserver(observer);
            CheckpointStore savepoint = origin.savepoint();
            if (savepoint != null && isNew(store)) {
                try (ReadableStore from = savepoint.read()) {
                    String generation = origin.fork() ? ports.generation().get() : null;
                    Savepoint.copyOf(pipeline.name(), from, store, generation);
                }
            }
            return Job.start(pipeline, settings, store, ports, store::close);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * Checks all that a start of the pipeline depends on, without starting it: the place of the checkpoints, whether the last checkpoint fits the pipeline, the settings of the job, and every source and
     * sink against its outside system. Nothing outside is changed. A start makes the same checks, logs the warnings and fails with all problems named. See docs/doctor.md.
     *
     * @return what was found, good and bad, in order; blocks for some seconds
     * @throws Exception what a check of a source or sink throws that is not a {@link WeirException}
     */
    public List<Finding> check(Pipeline pipeline) throws Exception {
        return new JobCheck(pipeline, settings, checkpoints, LocalPorts.create(), origin.savepoint(), origin.fork())
                .run();
    }

    private static boolean isNew(JournalStore store) {
        try {
            return Savepoint.fits(store);
        } catch (IOException e) {
            throw WeirException.external(
                    "checkpoint-store-failed",
                    "the checkpoints cannot be read, location=" + store.location(),
                    String.valueOf(e.getMessage()),
                    e instanceof StoreException told ? told.mend() : "look at the disk and the system's log",
                    e);
        }
    }

    private Weir with(JobSettings newSettings) {
        return new Weir(checkpoints, newSettings, observer, origin);
    }

    private static long positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw WeirException.user(
                    "invalid-duration",
                    "the " + what + " is " + duration,
                    "it must be more than zero",
                    "use for example Duration.ofMillis(100)");
        }
        return duration.toNanos();
    }
}
