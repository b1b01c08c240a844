package io.weir.proof.trace;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.kafka.KafkaSink;
import io.weir.kafka.RecordEncoder;
import io.weir.proof.kafka.SimKafka;
import io.weir.proof.kafka.SimReader;
import io.weir.proof.log.SimLog;
import io.weir.proof.log.SimLogSource;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Result;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.testkit.world.Actor;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimDisk;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import io.weir.testkit.world.SimWorld.Picking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One job of the real engine and the real Kafka connector in the shape of the model, from its first start to its end, with whatever its seed lets go wrong.
 *
 * <p>Threading: confined to one thread.
 */
public final class TracedRun {

    /** How many checkpoints may be decided and not committed. */
    public static final int UNCOMMITTED_MAX = 2;

    private static final String TOPIC = "output";
    private static final String CLAIM_PREFIX = "attempt-";
    private static final Pattern SEGMENT = Pattern.compile("journal-(\\d+)-\\d+");
    private static final long STEPS_MAX = 100_000;
    private static final int EVENTS_MAX = 1_000;

    /**
     * A run with a mistake in it may have no end, and the time that TLC takes grows faster than the number of events. What the model does not allow the beginning
     * of, it does not allow.
     */
    private static final int BEGINNING_EVENTS_MAX = 300;

    /** How many steps are left to those who do not know yet that the job has ended. */
    private static final int STEPS_AFTER_END = 3_000;

    /** How long it takes until a job that has given up is started again. */
    private static final long RESTART_NANOS = 10_000_000;

    /** For how many steps a zombie lies still at most: half of them until its successor recovers, half until that one is well under way. */
    private static final int ZOMBIE_STEPS_MAX = 1_200;

    private static final int ZOMBIE_STEPS_SHORT_MAX = 120;

    private static final RecordEncoder<Result> ENCODER = new RecordEncoder<>() {
        @Override
        public byte[] value(Result value) {
            return value.toBytes();
        }

        @Override
        public byte[] key(Result value) {
            return new byte[] {(byte) value.key()};
        }
    };

    private final Entropy entropy;
    private final TraceLog log = new TraceLog();
    private final TraceChaos chaos;
    private final SimWorld world;
    private final SimDisk disk;
    private final SimKafka kafka;
    private final SimReader reader;
    private final List<SimLog> inputs = new ArrayList<>();
    private final Map<SimProcess, Job> jobs = new LinkedHashMap<>();
    private final Map<SimProcess, Long> zombies = new LinkedHashMap<>();
    private final Set<String> namesSeen = new HashSet<>();
    private final long intervalNanos;
    private final boolean slowCommits;
    private long nameChangesSeen;

    private TracedRun(long seed) {
        entropy = Entropy.of(seed).stream("traced");
        chaos = new TraceChaos(entropy.stream("chaos"), new Strikes());
        Picking picking = entropy.oneIn(3) ? Picking.PRIORITIES : Picking.UNIFORM;
        world = new SimWorld(new SimWorld.Settings(seed, picking, !entropy.oneIn(3), 40_000), chaos, null);
        disk = new SimDisk(world.entropy("disk"));
        kafka = new SimKafka(world, log);
        kafka.createTopic(TOPIC, 1);
        reader = kafka.reader(TOPIC);
        world.add(kafka);
        intervalNanos = entropy.between(500, 3_000) * 1_000L;
        slowCommits = entropy.oneIn(3);
        for (int source = 0; source < TracedPipeline.SOURCE_COUNT; source++) {
            SimLog input = new SimLog(1);
            inputs.add(input);
            world.add(new Feed(source, input));
        }
    }

    /**
     * What a run did.
     *
     * @param failure why it did not come to its end; null if it did
     */
    public record Outcome(List<TraceEvent> events, @Nullable Throwable failure) {

        public Outcome {
            events = List.copyOf(events);
        }
    }

    /** Runs the job of a seed. */
    public static Outcome of(long seed) {
        TracedRun run = new TracedRun(seed);
        Throwable failure = null;
        try {
            run.run();
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        } finally {
            run.world.end();
        }
        return new Outcome(run.log.events(), failure);
    }

    /** Runs the jobs of some seeds, to their end or not; returns the module of how their traces begin, for those who load this class from mutated sources. */
    public static String module(long firstSeed, int count) {
        List<List<TraceEvent>> traces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<TraceEvent> events = of(firstSeed + i).events();
            traces.add(events.subList(0, Math.min(events.size(), BEGINNING_EVENTS_MAX)));
        }
        return TraceModule.of(traces);
    }

    private void run() {
        while (!hasEnded()) {
            if (world.steps() > STEPS_MAX || log.events().size() > EVENTS_MAX) {
                throw new IllegalStateException("the run does not come to its end");
            }
            if (jobs.keySet().stream().noneMatch(process -> process.isAlive() && !process.isStopped())) {
                start();
            }
            step();
        }
        zombies.keySet().forEach(SimProcess::proceed);
        zombies.clear();
        for (int i = 0;
                i < STEPS_AFTER_END
                        && (!areAllFinal() || !kafka.blockedPartitions().isEmpty());
                i++) {
            step();
        }
        show();
    }

    private void step() {
        zombies.entrySet().removeIf(zombie -> {
            boolean due = world.steps() >= zombie.getValue();
            if (due) {
                zombie.getKey().proceed();
            }
            return due;
        });
        if (!world.step()) {
            throw new IllegalStateException("nothing moves any more, and the job has not ended");
        }
        jobs.keySet().removeIf(process -> !process.isAlive());
        for (Map.Entry<SimProcess, Job> each : List.copyOf(jobs.entrySet())) {
            if (each.getValue().state() == JobState.FAILED) {
                kill(each.getKey());
                jobs.remove(each.getKey());
                world.passNanos(RESTART_NANOS);
            }
        }
    }

    private boolean hasEnded() {
        return jobs.values().stream().anyMatch(job -> job.state() == JobState.FINISHED);
    }

    private boolean areAllFinal() {
        return jobs.values().stream().allMatch(job -> job.state().isFinal());
    }

    private void start() {
        SimProcess process = world.startProcess(entropy.between(1, 3));
        List<Source<Event, ?>> sources = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            sources.add(new TracedSource(new SimLogSource(inputs.get(i), process, true), i + 1, process, log));
        }
        Sink<Result, ?> sink = KafkaSink.of(TOPIC, ENCODER)
                .bootstrapServers("simulated:9092")
                .clients(kafka.clientsOf(process))
                .transactionTimeout(Duration.ofSeconds(1))
                .transactionsMax(3);
        JobSettings settings = new JobSettings(
                TracedPipeline.TASK_COUNT,
                Guarantee.EXACTLY_ONCE,
                new CheckpointSettings(intervalNanos, 10_000_000_000L, UNCOMMITTED_MAX),
                CommitSettings.DEFAULT,
                RestartStrategy.fixedDelay(1_000_000, Duration.ofMillis(1)),
                List.of(),
                new BaseThresholds(1 << 11, 3),
                false);
        Job job = Job.start(
                TracedPipeline.build(process, log, sources, sink),
                settings,
                disk.storeOf(process),
                process.ports(observerOf(process)),
                () -> {});
        jobs.put(process, job);
    }

    private ProtocolObserver observerOf(SimProcess process) {
        ProtocolObserver telling = log.observerOf(process);
        return (step, checkpointId, where) -> {
            telling.reached(step, checkpointId, where);
            if (slowCommits && step == ProtocolStep.COMMITTED && entropy.oneIn(3)) {
                process.sleep((long) (entropy.nextDouble() * 4 * intervalNanos));
            }
        };
    }

    private void kill(SimProcess process) {
        log.gone(process);
        process.kill();
    }

    /** What a reader of the topic has seen in the end, task by task. */
    private void show() {
        List<Result> seen = new ArrayList<>();
        reader.poll().forEach(record -> seen.add(Result.ofBytes(record.value())));
        for (int task = 1; task <= TracedPipeline.TASK_COUNT; task++) {
            int wanted = task;
            log.shown(
                    task,
                    seen.stream()
                            .filter(result -> TracedPipeline.taskOf(
                                            result.event().source(),
                                            result.event().sequence())
                                    == wanted)
                            .toList());
        }
    }

    /** Finds claims and new journals: they are files, and a file has its name from one point to the next. */
    private void look(SimProcess process) {
        if (disk.nameChanges() == nameChangesSeen) {
            return;
        }
        nameChangesSeen = disk.nameChanges();
        for (String name : disk.names()) {
            if (namesSeen.add(name)) {
                if (name.startsWith(CLAIM_PREFIX)) {
                    log.claimed(process, Long.parseLong(name.substring(CLAIM_PREFIX.length())));
                } else if (SEGMENT.matcher(name).matches()) {
                    log.published(process);
                }
            }
        }
    }

    private long newestSegment() {
        long newest = 0;
        for (String name : disk.names()) {
            Matcher segment = SEGMENT.matcher(name);
            if (segment.matches()) {
                newest = Math.max(newest, Long.parseLong(segment.group(1)));
            }
        }
        return newest;
    }

    private final class Strikes implements TraceChaos.Victim {

        @Override
        public void at(SimProcess process) {
            look(process);
        }

        @Override
        public void kill(SimProcess process) {
            TracedRun.this.kill(process);
        }

        @Override
        public void stop(SimProcess process) {
            process.stop();
            zombies.put(
                    process,
                    world.steps()
                            + 1
                            + entropy.nextInt(entropy.nextBoolean() ? ZOMBIE_STEPS_MAX : ZOMBIE_STEPS_SHORT_MAX));
        }

        @Override
        public void losePower() {
            world.processes().forEach(SimProcess::kill);
            zombies.clear();
            disk.losePower();
            log.powerLost(newestSegment());
            namesSeen.clear();
            namesSeen.addAll(disk.names());
            nameChangesSeen = disk.nameChanges();
        }
    }

    /** Puts a source's records in one by one. */
    private final class Feed implements Actor {
        private final int source;
        private final SimLog input;
        private int sequence;
        private long dueNanos = world.nowNanos();

        Feed(int source, SimLog input) {
            this.source = source;
            this.input = input;
        }

        @Override
        public boolean ready() {
            return sequence <= TracedPipeline.RECORD_COUNT && world.nowNanos() >= dueNanos;
        }

        @Override
        public void act() {
            if (sequence < TracedPipeline.RECORD_COUNT) {
                input.append(new Event(source, 0, sequence));
            } else {
                input.end();
            }
            sequence++;
            dueNanos = world.nowNanos() + 1 + (long) (entropy.nextDouble() * 3 * intervalNanos);
        }

        @Override
        public long dueNanos() {
            return sequence <= TracedPipeline.RECORD_COUNT ? dueNanos : Long.MAX_VALUE;
        }
    }
}
