package io.weir.proof.simulation;

import io.weir.engine.commit.CommitSettings;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.state.MemoryStores;
import io.weir.engine.task.TaskSettings;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.proof.kafka.SimKafka;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.proof.workload.Result;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.testkit.world.Chaos;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimDisk;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One job of the real engine from its first start to its end, in a world of its own: crashed and disturbed until its profile's crashes have happened, then
 * left in peace, and looked at after every step.
 *
 * <p>Threading: confined to one thread.
 */
final class JobRun implements RandomChaos.Victim {

    private static final long HEALING_NANOS = 2_000_000_000L;

    /** How many steps the job may take to the end once nothing goes wrong any more. */
    private static final long HEALING_STEPS_MAX = 150_000;

    /** How many more for each event, where each has a timer: some tasks fire one in a step. */
    private static final long HEALING_STEPS_A_TIMER = 12;

    /** With requests, three at a time, and three subtasks of each of five stages a record takes about four steps more. */
    private static final long HEALING_STEPS_A_MISSING_RECORD = 6;

    private static final long STEPS_MAX = 3_000_000;

    /** How long it takes until a job that has given up is started again. */
    private static final long RESTART_NANOS = 10_000_000;

    /** From one watermark of a source to the next, in every other job. */
    private static final long WATERMARK_NANOS = 1_000_000;

    /** For how long a source that is ahead waits, in every other job: some steps. */
    private static final long AHEAD_NANOS = 50_000;

    /** For how many steps a zombie lies still at most. */
    private static final int ZOMBIE_STEPS_MAX = 3_000;

    private static final int ZOMBIE_STEPS_MIN = 60;

    /** A base, the segments on top of it and a claim. */
    private static final int JOURNAL_FILES_MAX = 12;

    private final Profile profile;
    private final Expectation expectation;
    private final SimWorld world;
    private final SimDisk disk;
    private final SimKafka kafka;
    private final BooleanSupplier healed;
    private final DoubleSupplier progress;
    private final ProtocolOracle oracle = new ProtocolOracle();
    private final Input input = new Input();
    private final List<Feed> feeds = new ArrayList<>();
    private final Outsides outsides;
    private final Map<SimProcess, Job> jobs = new LinkedHashMap<>();
    private final Map<SimProcess, Long> zombies = new LinkedHashMap<>();

    /** Every process that has been a zombie. */
    private final Set<SimProcess> stopped = new HashSet<>();

    private final boolean bounded;
    private int starts;
    private long healedAtStep = -1;

    /** How many records the job had to make up for when nothing went wrong any more. */
    private long missingWhenHealed;

    private final Set<Job> stopping = new HashSet<>();

    /** Jobs that were asked to stop in the middle of the run: they are started again. */
    private final Set<Job> interrupted = new HashSet<>();

    /**
     * @param healed whether nothing goes wrong any more
     * @param progress how many of the crashes have happened, as a share
     */
    JobRun(
            Profile profile,
            Chaos chaos,
            BooleanSupplier healed,
            DoubleSupplier progress,
            @Nullable Consumer<String> lines) {
        this.profile = profile;
        this.expectation = new Expectation(profile);
        this.healed = healed;
        this.progress = progress;
        this.world = new SimWorld(
                new SimWorld.Settings(
                        profile.seed(), profile.picking(), profile.interleaves(), profile.stepMicros() * 1000L),
                chaos,
                lines);
        this.disk = new SimDisk(world.entropy("disk"));
        this.kafka = new SimKafka(world, (id, offsets) -> offsets.forEach(entry -> oracle.visible(entry.offset(), id)));
        world.add(kafka);
        this.bounded = profile.sources().stream().allMatch(SourceKind::mayEnd);
        for (int i = 0; i < profile.sources().size(); i++) {
            addFeed(i);
        }
        this.outsides = new Outsides(profile, world, kafka, input, oracle);
        feeds.forEach(Feed::begin);
    }

    private void addFeed(int source) {
        long pauseNanosMax = profile.intervalMicros() * 2_000;
        SourceKind kind = profile.sources().get(source);
        Feed feed = switch (kind) {
            case KAFKA -> new Feed.OfTopic(world, source, profile.partitions(), input, pauseNanosMax, kafka);
            case LOG -> new Feed.OfLog(world, source, profile.partitions(), input, pauseNanosMax, bounded);
            case FILES_WATCHED -> new FileFeed(world, source, input, pauseNanosMax, this::isShown);
            case FILES_ONCE -> new StoredFiles(world, source, profile, input, pauseNanosMax, this::hasCheckpoint);
            case TABLE_POLLED -> new TableFeed(world, source, profile, input, pauseNanosMax);
            case TABLE_SCANNED -> new StoredTable(world, source, profile, input, pauseNanosMax, this::hasCheckpoint);
        };
        world.add(feed);
        feeds.add(feed);
    }

    private boolean isShown(Event event) {
        return outsides.show(event);
    }

    private boolean hasCheckpoint() {
        return oracle.checkpoints() > 0;
    }

    SimWorld world() {
        return world;
    }

    ProtocolOracle oracle() {
        return oracle;
    }

    long records() {
        return input.events().size();
    }

    /** Runs the job to its end. Throws {@link Violation} as soon as something is wrong. */
    void run() {
        try {
            while (!finished()) {
                step();
            }
            audit();
        } finally {
            world.end();
            outsides.close();
            feeds.forEach(Feed::close);
        }
    }

    private void step() {
        if (world.steps() > STEPS_MAX) {
            throw new Violation("the run does not come to its end in " + STEPS_MAX + " steps");
        }
        wakeZombies();
        if (jobs.keySet().stream().noneMatch(process -> process.isAlive() && !process.isStopped())) {
            start();
        }
        if (!world.step()) {
            throw new Violation("nothing moves any more, and the job has not ended: " + states());
        }
        oracle.check();
        if (world.defect() != null) {
            throw new Violation("a defect: " + world.defect(), world.defectCause());
        }
        look();
        jobs.keySet().removeIf(process -> !process.isAlive());
        reapEnded();
        boolean enough = input.events().size() >= profile.recordsMin();
        if (bounded && enough && progress.getAsDouble() >= profile.endsAfter()) {
            feeds.forEach(Feed::end);
        }
        if (healed.getAsBoolean() && enough) {
            heal();
        }
    }

    private void look() {
        outsides.look();
        oracle.check();
    }

    private void start() {
        starts++;
        SimProcess process = world.startProcess(profile.workers());
        List<Source<Event, ?>> sources = new ArrayList<>();
        feeds.forEach(feed -> sources.add(feed.sourceOf(process)));
        List<Sink<Result, ?>> sinks = outsides.sinksOf(process);
        List<Integer> parallelisms = profile.parallelisms();
        JobSettings settings = new JobSettings(
                        parallelisms.get(starts % parallelisms.size()),
                        Guarantee.EXACTLY_ONCE,
                        profile.checkpoints(),
                        CommitSettings.DEFAULT,
                        RestartStrategy.fixedDelay(1_000_000, Duration.ofMillis(1)),
                        List.of(),
                        new BaseThresholds(1 << 12, 6),
                        false)
                .withTasks(new TaskSettings(
                        profile.channelCapacity(),
                        profile.copiedMax(),
                        profile.copiedMax(),
                        profile.copiedMax() % 3,
                        profile.copiedMax() % 2 * WATERMARK_NANOS,
                        profile.copiedMax() / 2 % 2 * AHEAD_NANOS,
                        profile.copiedMax(),
                        (profile.seed() + starts) % 3 == 0,
                        (profile.seed() / 2 + starts) % 2 == 0));
        if ((profile.seed() + starts) % 2 == 0) {
            settings = settings.withStateBackend(jobName -> new MemoryStores(1));
        }
        Job job = Job.start(
                Pipelines.build(profile.shape(), version(), process, sources, sinks),
                settings,
                disk.storeOf(process),
                process.ports(observerOf(process)),
                () -> {});
        jobs.put(process, job);
    }

    /** An older version that wakes up and takes over refuses state that has become wider: where that happens, the narrow version never ran. */
    private int version() {
        if (!profile.evolves()) {
            return 1;
        }
        return profile.faults().contains(FaultKind.ZOMBIE) ? starts + EvolvingState.PROCESSES : starts;
    }

    private ProtocolObserver observerOf(SimProcess process) {
        ProtocolObserver watching = oracle.observerOf(process.id(), failure -> isForgiven(process, failure));
        Entropy entropy = world.entropy("commits " + process.id());
        return new ProtocolObserver() {
            private boolean alone;

            @Override
            public void reached(ProtocolStep step, long checkpointId, String where) {
                watching.reached(step, checkpointId, where);
                if (step == ProtocolStep.RECOVERING) {
                    alone = world.processes().size() == 1;
                } else if (step == ProtocolStep.RUNNING && alone && process.id() == starts) {
                    checkFenced();
                } else if (step == ProtocolStep.COMMITTED && profile.slowCommits() && entropy.oneIn(3)) {
                    process.sleep((long) (entropy.nextDouble() * 4_000 * profile.intervalMicros()));
                }
            }

            @Override
            public void failed(String where, Throwable cause) {
                watching.failed(where, cause);
            }
        };
    }

    /**
     * Once an attempt has recovered, nothing that an earlier one left open may keep readers waiting (I7). Asked only if no other process was alive meanwhile:
     * an older attempt may open something new, and an attempt that was overtaken knows nothing of the newer.
     */
    private void checkFenced() {
        List<String> open = kafka.ongoingTransactions();
        if (!open.isEmpty()) {
            oracle.violate("I7 nothing is left open: recovery is done, and transactions of earlier attempts are open: "
                    + open);
        }
    }

    /** Without a fault that takes time, a checkpoint that takes too long waits for a signal that nobody gives (L2, L3). Who was stopped has lost time, too. */
    private boolean isForgiven(SimProcess process, Throwable failure) {
        boolean late = failure instanceof WeirException known && known.code().equals("checkpoint-timeout");
        return expectation.allows(failure)
                && (!late
                        || stopped.contains(process)
                        || healedAtStep < 0 && profile.faults().stream().anyMatch(FaultKind::takesTime));
    }

    /** A job that has given up, or was asked to stop, is started again, as a person would, unless it says that it must not be. */
    private void reapEnded() {
        for (Map.Entry<SimProcess, Job> each : List.copyOf(jobs.entrySet())) {
            JobState state = each.getValue().state();
            if (state == JobState.FINISHED && !bounded) {
                throw new Violation(
                        "I11 a job ends when its input does: it says that it has finished, and its input has no end");
            }
            if (state == JobState.STOPPED) {
                oracle.stopped(each.getKey().id());
            }
            if (state == JobState.FAILED) {
                checkFailure(each.getValue());
            }
            if (state == JobState.FAILED || isToGoOn(each.getValue())) {
                each.getKey().kill();
                jobs.remove(each.getKey());
                world.passNanos(RESTART_NANOS);
            }
        }
    }

    private boolean isToGoOn(Job job) {
        return job.state() == JobState.STOPPED && interrupted.contains(job);
    }

    private void checkFailure(Job job) {
        try {
            job.join();
        } catch (WeirException e) {
            if (e.kind() == ErrorKind.DEFECT || e.kind() == ErrorKind.IN_DOUBT) {
                throw new Violation("the job has given up: " + e, e);
            }
            if (e.kind() == ErrorKind.USER && !expectation.isOfZombies(e.code())) {
                throw new Violation("the job has given up, and nobody can mend it: " + e, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void heal() {
        if (healedAtStep < 0) {
            healedAtStep = world.steps();
            missingWhenHealed = outsides.missing();
            // Longer than any stall or outage.
            world.passNanos(HEALING_NANOS);
            expectation.timeLeaps();
            zombies.keySet().forEach(SimProcess::proceed);
            zombies.clear();
            feeds.forEach(Feed::end);
        }
        long timers = profile.shape().hasJoin() ? input.events().size() : 0;
        long stepsMax =
                HEALING_STEPS_MAX + HEALING_STEPS_A_TIMER * timers + HEALING_STEPS_A_MISSING_RECORD * missingWhenHealed;
        if (world.steps() - healedAtStep > stepsMax) {
            throw new Violation("liveness: nothing has gone wrong for " + stepsMax + " steps, and the job is not done: "
                    + states() + ", missing " + outsides.missing() + " of " + outsides);
        }
        if (!bounded && outsides.missing() == 0) {
            jobs.values().stream().filter(stopping::add).forEach(Job::stop);
        }
    }

    private boolean finished() {
        if (jobs.isEmpty() || healedAtStep < 0 && !bounded) {
            return false;
        }
        JobState wanted = bounded ? JobState.FINISHED : JobState.STOPPED;
        return jobs.values().stream().anyMatch(job -> job.state() == wanted && !isToGoOn(job)) && othersAreOver();
    }

    /** A job that has ended can still have a zombie, which does not know it. */
    private boolean othersAreOver() {
        zombies.keySet().forEach(SimProcess::proceed);
        zombies.clear();
        jobs.forEach((process, job) -> {
            if (!job.state().isFinal() && stopping.add(job)) {
                job.stop();
            }
        });
        return jobs.values().stream().allMatch(job -> job.state().isFinal());
    }

    /** What must hold when the job has ended. */
    private void audit() {
        checkNothingIsOpen();
        // Kafka shows a transaction some time after its commit, partition by partition; and a database finds out some
        // time later that a process has died.
        for (int i = 0; i < 2_000 && isSettling(); i++) {
            world.step();
        }
        outsides.audit(disk);
        int open = openConnections();
        if (open > 0) {
            throw new Violation("I7 nothing is left behind: " + open + " connections of sources are open");
        }
        oracle.check();
    }

    private boolean isSettling() {
        return !kafka.blockedPartitions().isEmpty() || outsides.isSettling() || openConnections() > 0;
    }

    private int openConnections() {
        return feeds.stream().mapToInt(Feed::openConnections).sum();
    }

    /** Asked before any time passes: a timeout would hide what the job has left open. A zombie may have opened something behind the last recovery. */
    private void checkNothingIsOpen() {
        if (healedAtStep < 0 || expectation.hasZombies()) {
            return;
        }
        List<String> open = kafka.ongoingTransactions();
        if (!open.isEmpty()) {
            throw new Violation(
                    "I7 nothing is left open: the job has ended, and has not ended its transactions " + open);
        }
        if (disk.names().size() > JOURNAL_FILES_MAX) {
            throw new Violation("J3 what is replaced is deleted: the journal has left " + disk.names());
        }
        outsides.checkFinished();
    }

    private String states() {
        StringBuilder states = new StringBuilder();
        jobs.forEach((process, job) -> states.append("process ")
                .append(process.id())
                .append(process.isStopped() ? " (stopped) " : " ")
                .append(job.state())
                .append(", ")
                .append(process.phase())
                .append("; "));
        return states.toString();
    }

    private void wakeZombies() {
        if (!zombies.isEmpty()) {
            for (Map.Entry<SimProcess, Long> zombie : List.copyOf(zombies.entrySet())) {
                if (world.steps() >= zombie.getValue()) {
                    zombies.remove(zombie.getKey());
                    zombie.getKey().proceed();
                }
            }
        }
    }

    @Override
    public void losePower() {
        world.processes().forEach(SimProcess::kill);
        zombies.clear();
        disk.losePower();
        outsides.losePower();
    }

    @Override
    public void askedToStop(SimProcess process) {
        Job job = jobs.get(process);
        if (job != null && interrupted.add(job)) {
            job.stop();
        }
    }

    @Override
    public void goDown(long nanos) {
        kafka.goDown(nanos);
        outsides.goDown(nanos);
        feeds.forEach(feed -> feed.goDown(nanos));
    }

    @Override
    public void replaced(SimProcess zombie) {
        stopped.add(zombie);
        Entropy entropy = world.entropy("zombie " + world.steps());
        // Often so short that it meets the newer attempt in its recovery.
        int stepsMax = entropy.nextBoolean() ? ZOMBIE_STEPS_MIN : ZOMBIE_STEPS_MAX;
        zombies.put(zombie, world.steps() + 1 + entropy.nextInt(stepsMax));
    }
}
