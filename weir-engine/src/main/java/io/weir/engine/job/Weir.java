package io.weir.engine.job;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.engine.local.LocalPorts;
import io.weir.engine.port.ProtocolObserver;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;

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

    private final Path directory;
    private final JobSettings settings;
    private final ProtocolObserver observer;

    private Weir(Path directory, JobSettings settings, ProtocolObserver observer) {
        this.directory = directory;
        this.settings = settings;
        this.observer = observer;
    }

    /** Keeps a job's checkpoints in a local directory, which is made if need be. A directory belongs to one job. */
    public static Weir local(Path directory) {
        return new Weir(directory, JobSettings.DEFAULT, ProtocolObserver.NONE);
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
     * output.
     */
    public Weir checkpointInterval(Duration interval) {
        return with(settings.withCheckpoints(new CheckpointSettings(
                positive("checkpoint interval", interval),
                settings.checkpoints().timeoutNanos(),
                settings.checkpoints().uncommittedMax())));
    }

    /** Sets how long a checkpoint may take before it is aborted and the job rolls back; one minute by default. */
    public Weir checkpointTimeout(Duration timeout) {
        return with(settings.withCheckpoints(new CheckpointSettings(
                settings.checkpoints().intervalNanos(),
                positive("checkpoint timeout", timeout),
                settings.checkpoints().uncommittedMax())));
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
     * on output that is not in doubt, so it may stay in the program for a while. See docs/in-doubt.md.
     */
    public Weir settle(Settlement settlement) {
        return with(settings.withSettlement(settlement));
    }

    /** Sets who is told of every step of the protocol, such as a test that kills the process at one of them; nobody by default. */
    public Weir observer(ProtocolObserver newObserver) {
        return new Weir(directory, settings, newObserver);
    }

    /**
     * Starts a pipeline, from its last checkpoint if the directory has one. Returns at once: what goes wrong in the start is told by {@link Job#join}.
     *
     * @throws WeirException if the directory is in use, belongs to another job, or cannot be used
     */
    public Job start(Pipeline pipeline) {
        LocalJobDirectory store = LocalJobDirectory.open(directory, pipeline.name());
        try {
            return Job.start(pipeline, settings, store, LocalPorts.create().withObserver(observer), store::close);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private Weir with(JobSettings newSettings) {
        return new Weir(directory, newSettings, observer);
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
