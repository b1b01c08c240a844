package io.weir.testkit.pipeline;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.inspect.StoredCheckpoint;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.state.StateBackend;
import io.weir.engine.task.TaskSettings;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tests a pipeline: runs it in the real engine, with sources and sinks that the test holds in its hands, in one thread, under a clock that the test moves, and lets it crash.
 *
 * <pre>{@code
 * try (PipelineTest test = PipelineTest.of(1).parallelism(2)) {
 *     TestSource<Order> orders = test.source("orders", 2);
 *     TestSink<Total> totals = test.sink("totals");
 *     test.start(() -> MyPipeline.of(orders, totals));
 *
 *     orders.partition(0).add(new Order("ann", 250));
 *     test.checkpoint();
 *     totals.assertCommitted(new Total("ann", 250));
 *
 *     orders.partition(1).add(new Order("ann", 100));
 *     test.run();
 *     test.crash();
 *     test.restart(4);
 *     test.checkpoint();
 *     totals.assertCommitted(new Total("ann", 250), new Total("ann", 350));
 * }
 * }</pre>
 *
 * <p><b>What is real.</b> The job with its coordinator, barriers, snapshots, restart strategy and recovery; the journal and its format; keyed state, timers, windows, channels and
 * subtasks. Parallelism is real apart from threads: which subtask moves next is picked by the seed.
 *
 * <p><b>What is not.</b> Threads, the clock, the disk, and the outside world behind {@link TestSource} and {@link TestSink}. Two runs of one seed are the same, step by step, as long as
 * the pipeline's functions are deterministic; {@link #traceHash} tells. To meet other interleavings, run a test with many seeds.
 *
 * <p><b>Time</b> stands still but for {@link #advance}; where {@link #checkpoint}, {@link #awaitCheckpoint} and {@link #stop} have to wait for something that takes time, such as a restart's delay, they let it pass,
 * a minute at most. It begins at 2020-01-01T00:00Z unless {@link #startingAt} says otherwise. Functions read it from {@link io.weir.time.TimerService#currentProcessingTime}; one that asks
 * {@code System.currentTimeMillis()} leaves the test's world.
 *
 * <p><b>Checkpoints</b> are taken when {@link #checkpoint} asks for one, when the job is stopped and when its input has ended; a new job takes an empty one at once, as always. With {@link #checkpointInterval} they also come as
 * time passes, as in production.
 *
 * <p><b>Crashes.</b> {@link #crash}, {@link #crashAtRandom}, {@link #crashAt} and {@link #losePower} lose everything in the process: records on their way, state, timers, open transactions. What is in the checkpoint, and what is in the outside world, stays. Java objects that the
 * pipeline's functions share with the test, and static fields, are not lost, as they would be in a real crash: give {@link #start(Supplier)} a supplier that makes the pipeline anew.
 *
 * <p><b>Errors.</b> Methods that run the pipeline throw a {@link WeirException}: {@code test-job-failed}, with the cause, as long as the job has given up, which without a {@link #restartStrategy} it does at its first failure; {@code test-never-quiet} if it does not come to rest;
 * the others are in docs/errors.md. Every message has the seed.
 *
 * <p>Threading: confined to one thread.
 */
public final class PipelineTest implements AutoCloseable {

    /** When virtual time begins unless the test says otherwise. */
    public static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

    private static final long CHECKPOINT_TIMEOUT_NANOS = 60_000_000_000L;
    private static final int UNCOMMITTED_MAX = 4;
    private static final int PARALLELISM_MAX = 128;

    private final TestRun run;
    private final List<TestSource<?>> sources = new ArrayList<>();
    private int parallelism = 1;
    private long intervalNanos = CheckpointSettings.NEVER;
    private long overtakeAfterNanos = CheckpointSettings.NEVER;
    private Guarantee guarantee = Guarantee.EXACTLY_ONCE;
    private RestartStrategy restartStrategy = RestartStrategy.none();
    private @Nullable StateBackend stateBackend;
    private boolean othersAllowed;

    private PipelineTest(long seed, @Nullable Consumer<String> lines) {
        this.run = new TestRun(seed, lines);
        run.setTime(BEGINNING);
    }

    /**
     * Makes a world for one job.
     *
     * @param seed whatever is left to chance comes from it: the order in which subtasks and partitions have their turns, and random crashes
     */
    public static PipelineTest of(long seed) {
        return new PipelineTest(seed, null);
    }

    /**
     * As {@link #of(long)}, for looking into what happens.
     *
     * @param trace takes a line for every step of a task, every step of the protocol and every crash
     */
    public static PipelineTest of(long seed, Consumer<String> trace) {
        return new PipelineTest(seed, Objects.requireNonNull(trace, "trace"));
    }

    /** Sets how many subtasks a stage has that sets none itself, from the next start on; 1 by default. */
    public PipelineTest parallelism(int newParallelism) {
        if (newParallelism < 1 || newParallelism > PARALLELISM_MAX) {
            throw WeirException.user(
                    "invalid-parallelism",
                    "parallelism " + newParallelism + " is out of range",
                    "keys are divided into 128 groups",
                    "use 1 to 128");
        }
        parallelism = newParallelism;
        return this;
    }

    /** Lets checkpoints come by themselves, when so much virtual time has passed since the last and there is something new, from the next start on. By default they come on request only. */
    public PipelineTest checkpointInterval(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw WeirException.user(
                    "invalid-duration",
                    "the checkpoint interval is " + interval,
                    "it must be more than zero",
                    "use for example Duration.ofMillis(100)");
        }
        intervalNanos = interval.toNanos();
        return this;
    }

    /** Lets barriers overtake records, from the next start on: with {@link Duration#ZERO} every checkpoint is unaligned. See docs/state.md. */
    public PipelineTest unalignedAfter(Duration afterStart) {
        if (afterStart.isNegative()) {
            throw WeirException.user(
                    "invalid-duration",
                    "barriers may overtake after " + afterStart,
                    "it must not be negative",
                    "use Duration.ZERO for at once");
        }
        overtakeAfterNanos = afterStart.toNanos();
        return this;
    }

    /** Sets what the job promises, from the next start on; exactly-once by default. With at-least-once a crash shows what a pipeline makes of records that come twice. */
    public PipelineTest guarantee(Guarantee newGuarantee) {
        guarantee = Objects.requireNonNull(newGuarantee, "guarantee");
        return this;
    }

    /**
     * Sets what happens when an attempt fails, from the next start on. By default the job gives up at once, so that an exception in a function of the pipeline shows in the test. With another strategy the job is
     * restarted when the delay has passed by {@link #advance}, and {@link #failures} tells.
     */
    public PipelineTest restartStrategy(RestartStrategy strategy) {
        restartStrategy = Objects.requireNonNull(strategy, "strategy");
        return this;
    }

    /** Sets where keyed state lies, from the next start on; in memory by default. */
    public PipelineTest stateBackend(StateBackend backend) {
        stateBackend = Objects.requireNonNull(backend, "backend");
        return this;
    }

    /**
     * Sets when virtual time begins.
     *
     * @throws IllegalStateException if the pipeline has been started, or the time is not after 1970-01-01T00:00:01Z
     */
    public PipelineTest startingAt(Instant time) {
        if (run.wasStarted()) {
            throw new IllegalStateException(
                    "startingAt was called after start: time does not go back. To mend it: call it first,"
                            + " or advance(...)");
        }
        if (!time.isAfter(Instant.ofEpochSecond(1))) {
            throw new IllegalStateException("virtual time cannot begin at " + time + ": the world begins at"
                    + " 1970-01-01T00:00:01Z. To mend it: begin later");
        }
        run.setTime(time);
        return this;
    }

    /**
     * Allows sources and sinks that were not made by this test. They run in the test's thread and under its clock if they do all that may block through {@link io.weir.runtime.StageContext#lane} and ask
     * only {@link io.weir.runtime.StageContext} for the time. Reads and writes of theirs are no points at which the process crashes at random.
     */
    public PipelineTest allowOtherConnectors() {
        othersAllowed = true;
        return this;
    }

    /** Makes a source of one partition; see {@link #source(String, int)}. */
    public <T> TestSource<T> source(String name) {
        return source(name, 1);
    }

    /**
     * Makes a source to give to the pipeline. To be called before the start that is to read it.
     *
     * @param name for messages
     * @param partitionCount at least 1
     */
    public <T> TestSource<T> source(String name, int partitionCount) {
        Objects.requireNonNull(name, "name");
        if (partitionCount < 1) {
            throw new IllegalArgumentException(
                    "the test source \"" + name + "\" must have a partition: partitionCount=" + partitionCount);
        }
        TestSource<T> source = new TestSource<>(run, name, partitionCount);
        sources.add(source);
        return source;
    }

    /**
     * Makes a sink to give to the pipeline.
     *
     * @param name for messages
     */
    public <T> TestSink<T> sink(String name) {
        return new TestSink<>(run, Objects.requireNonNull(name, "name"));
    }

    /** As {@link #start(Supplier)}, with one pipeline for all processes: what its functions hold in fields of their own outlives a crash, if a supplier in the pipeline does not make them anew. */
    public PipelineTest start(Pipeline pipeline) {
        Objects.requireNonNull(pipeline, "pipeline");
        return start(() -> pipeline);
    }

    /**
     * Starts a process that runs a pipeline, from the last checkpoint of this test if there is one, and lets it do what there is to do: see {@link #run}. May be called again when the last process is gone,
     * also with another version of the pipeline.
     *
     * @param pipeline called once for each process: in the start and after each crash
     * @throws WeirException {@code test-already-running} if it is not gone; {@code test-foreign-connector} if a source or sink is not of this test; {@code test-unread-source} if the pipeline does not read all of the test's sources;
     *     {@code test-job-failed} if the job cannot start
     */
    public PipelineTest start(Supplier<Pipeline> pipeline) {
        Objects.requireNonNull(pipeline, "pipeline");
        if (run.isUp()) {
            throw TestErrors.alreadyRunning("start");
        }
        List<TestSource<?>> known = List.copyOf(sources);
        run.start(new TestRun.Launch(pipeline, made -> check(made, known), settings()));
        return this;
    }

    /** Starts the pipeline again, with the settings as they are now: after {@link #crash}, {@link #stop}, {@link #losePower}, or when the job has given up. Lets it do what there is to do: see {@link #run}. */
    public PipelineTest restart() {
        if (run.isUp()) {
            throw TestErrors.alreadyRunning("restart");
        }
        return start(run.launch().pipeline());
    }

    /** Starts the pipeline again at another parallelism, which remains that of later starts. */
    public PipelineTest restart(int newParallelism) {
        return parallelism(newParallelism).restart();
    }

    /**
     * Lets the pipeline do all that it can do without time passing: until every record that was added is processed, and nothing moves any more. Nothing is committed by that, unless a checkpoint is due.
     *
     * @throws WeirException {@code test-job-failed} if the job has given up; {@code test-never-quiet} if it does not come to rest
     */
    public PipelineTest run() {
        run.settle();
        return this;
    }

    /**
     * Lets virtual time pass. What is due on the way happens at its time: timers of processing time, idleness, times to live, restarts, and checkpoints if there is a {@link #checkpointInterval}. Ends as {@link #run} does. While the process is down only the clock
     * goes on.
     *
     * @param time not negative
     * @throws WeirException as {@link #run}
     */
    public PipelineTest advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + time);
        }
        run.pass(time.toNanos());
        return this;
    }

    /**
     * Processes all that was added, takes a checkpoint of it, and waits until its output is committed. Returns at once if the job has finished: its last checkpoint holds everything.
     *
     * @throws WeirException {@code test-not-running} if the process is down; {@code test-job-failed} if the job has given up; {@code test-no-checkpoint} if none comes within a minute of virtual time
     */
    public PipelineTest checkpoint() {
        requireRunning("checkpoint");
        run.checkpoint();
        return this;
    }

    /**
     * Lets time pass until the next checkpoint that comes by itself is committed: see {@link #checkpointInterval}.
     *
     * @throws WeirException as {@link #checkpoint}
     */
    public PipelineTest awaitCheckpoint() {
        requireRunning("awaitCheckpoint");
        run.awaitCheckpoint();
        return this;
    }

    /**
     * Stops the job in good order, with a last checkpoint, and ends the process. Records that were added and not read yet are read at the next start; {@link #run} before it reads them now.
     *
     * @throws WeirException {@code test-not-stopped} if that takes more than a minute of virtual time
     */
    public PipelineTest stop() {
        requireRunning("stop");
        run.stop();
        return this;
    }

    /**
     * Kills the process, as {@code kill -9} does, between two of its steps. It stays down until {@link #restart}.
     *
     * @throws WeirException {@code test-not-running} if it is down already
     */
    public PipelineTest crash() {
        requireRunning("crash");
        run.crash();
        return this;
    }

    /** As {@link #crash}, and the disk of the machine loses what was not synced, or part of it. The outside world is on other machines. */
    public PipelineTest losePower() {
        requireRunning("losePower");
        run.losePower();
        return this;
    }

    /**
     * Lets the process crash at random points, which come from the seed, while it is run by any method of this class: between two steps of a task, and before or after a read, a write, a seal, a commit, an
     * operation of the disk, or a step of the protocol; also in the recovery from the crash before. After each of them it is started again at once. When all have happened, nothing more goes wrong.
     *
     * @param crashes how many; 0 to call off those that are still to come. {@link #crashesToCome} says how many are left: a test that does little has few points. Asked for before
     *     {@link #start}, some or all may strike in the first start
     */
    public PipelineTest crashAtRandom(int crashes) {
        if (crashes < 0) {
            throw new IllegalArgumentException("there cannot be fewer than no crashes: " + crashes);
        }
        run.crashes().atRandom(crashes);
        return this;
    }

    /** Lets the process crash when it next reaches a step of the protocol, such as {@link ProtocolStep#DECIDED}. It is started again at once. */
    public PipelineTest crashAt(ProtocolStep step) {
        run.crashes().at(Objects.requireNonNull(step, "step"));
        return this;
    }

    /** Returns how many crashes there have been. */
    public int crashCount() {
        return run.crashes().count();
    }

    /** Returns how many of the crashes that {@link #crashAtRandom} has asked for have not happened yet. */
    public int crashesToCome() {
        return run.crashes().left();
    }

    /** Returns the virtual time. */
    public Instant now() {
        return run.now();
    }

    /**
     * Returns where the job is in its life; after a crash, where it was.
     *
     * @throws WeirException {@code test-not-running} if it was never started
     */
    public JobState state() {
        return run.job().state();
    }

    /** Returns whether there is a process with a job that has not ended. */
    public boolean isRunning() {
        return run.isUp();
    }

    /** Returns the failures of all attempts so far, in order: what functions and connectors have thrown, and starts that did not work. Crashes are none. */
    public List<TestFailure> failures() {
        return run.failures();
    }

    /** Returns how many checkpoints have been decided, the empty first one included. */
    public long checkpointCount() {
        return run.checkpointCount();
    }

    /**
     * Reads the last decided checkpoint: what is in the state of each stage, and how far each source has been read. Event time, for example, is in the state {@code watermarks} of a source.
     *
     * @throws WeirException {@code no-checkpoint} if there is none yet
     */
    public StoredCheckpoint lastCheckpoint() {
        return run.lastCheckpoint();
    }

    /** Returns a number that stands for every step so far: equal for two runs of one seed, unless the pipeline's functions are not deterministic. */
    public long traceHash() {
        return run.traceHash();
    }

    /** Ends the process and frees everything. Idempotent. */
    @Override
    public void close() {
        run.end();
    }

    private void check(Pipeline pipeline, List<TestSource<?>> known) {
        known.forEach(TestSource::forgetReaders);
        new ConnectorCheck(run, othersAllowed).check(pipeline, known);
    }

    private void requireRunning(String method) {
        if (!run.wasStarted()) {
            throw TestErrors.down(method, "start was not called yet");
        }
        boolean hasEnded = run.job().state() == JobState.FINISHED && method.equals("checkpoint");
        if (!run.isUp() && !hasEnded) {
            run.settle(); // says why the job has given up, if it has
            throw TestErrors.down(method, "the process is down, or its job has ended: " + run.summary());
        }
    }

    private JobSettings settings() {
        JobSettings settings = new JobSettings(
                        parallelism,
                        guarantee,
                        new CheckpointSettings(
                                intervalNanos, CHECKPOINT_TIMEOUT_NANOS, UNCOMMITTED_MAX, overtakeAfterNanos),
                        CommitSettings.DEFAULT,
                        restartStrategy,
                        List.of(),
                        BaseThresholds.DEFAULT,
                        false)
                .withTasks(TaskSettings.DEFAULT.withoutWaiting());
        StateBackend backend = stateBackend;
        return backend == null ? settings : settings.withStateBackend(backend);
    }
}
