package io.weir.proof.simulation;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.JournalReader;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.journal.Savepoint;
import io.weir.engine.port.ProtocolObserver;
import io.weir.error.WeirException;
import io.weir.kafka.KafkaSink;
import io.weir.kafka.RecordEncoder;
import io.weir.pipeline.Pipeline;
import io.weir.proof.kafka.SimKafka;
import io.weir.proof.kafka.SimReader;
import io.weir.proof.log.SimLog;
import io.weir.proof.log.SimLogSource;
import io.weir.proof.log.SimLogSplit;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Result;
import io.weir.serde.ByteReader;
import io.weir.serde.Serdes;
import io.weir.testkit.world.Chaos;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimDisk;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import io.weir.testkit.world.SimWorld.Picking;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A job with a Kafka sink is killed now and then; a savepoint is taken of it while it runs; it goes on for a while and ends. Then a job is started from the savepoint.
 *
 * <p>As the same job, it must be refused if the topic shows output from behind the savepoint, with nothing written; else the output must come to each event once. As a new
 * job it must write exactly what lies behind the savepoint, whatever was written of it before.
 *
 * <p>Threading: confined to one thread.
 */
public final class RewindRun {

    private static final String TOPIC = "output";
    private static final int PARTITIONS = 2;
    private static final int EVENTS = 160;
    private static final long STEPS_MAX = 200_000;
    private static final int SETTLING_STEPS = 3_000;

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
    private final SimWorld world;
    private final SimDisk disk;
    private final SimDisk savedDisk;
    private final SimKafka kafka;
    private final SimReader reader;
    private final SimLog input = new SimLog(PARTITIONS);
    private final List<Result> shown = new ArrayList<>();
    private long newestCommitted;
    private int killsLeft;
    private int appended;

    /** How a run ended. */
    public enum Ending {
        /** The sink had gone beyond the savepoint, and the same job was refused. */
        REFUSED,
        /** The sink had not, and the same job went on. */
        WENT_ON,
        /** A new job wrote all that lies behind the savepoint. */
        FORKED,
        /** A new job was refused, because the savepoint holds output that may not be committed. */
        PENDING
    }

    private RewindRun(long seed) {
        entropy = Entropy.of(seed).stream("rewind");
        killsLeft = entropy.between(0, 6);
        world = new SimWorld(
                new SimWorld.Settings(seed, entropy.oneIn(3) ? Picking.PRIORITIES : Picking.UNIFORM, false, 40_000),
                new Kills(),
                null);
        disk = new SimDisk(world.entropy("disk"));
        savedDisk = new SimDisk(world.entropy("saved"));
        kafka = new SimKafka(world, this::committed);
        kafka.createTopic(TOPIC, PARTITIONS);
        reader = kafka.reader(TOPIC);
        world.add(kafka);
    }

    /** Runs a seed. Throws {@link Violation} if something is wrong. */
    public static Ending of(long seed) {
        RewindRun run = new RewindRun(seed);
        try {
            return run.run();
        } finally {
            run.world.end();
        }
    }

    /** Runs a seed; returns what was wrong, or an empty text. */
    public static String verdict(long seed) {
        try {
            of(seed);
            return "";
        } catch (RuntimeException | AssertionError e) {
            return String.valueOf(e);
        }
    }

    private Ending run() {
        ReadableStore saved = runUntilSaved();
        boolean fork = entropy.nextBoolean();
        SimProcess process = world.startProcess(2);
        JournalStore store = savedDisk.storeOf(process);
        Map<Integer, Integer> positions = positions(saved);
        long savedId = JournalReader.last(saved).checkpointId();
        boolean ahead = newestCommitted > savedId;
        int before = shown.size();
        try {
            Savepoint.copy(saved, store, fork ? "00000000000000f0" : null);
        } catch (WeirException e) {
            if (fork && e.code().equals("savepoint-pending")) {
                return Ending.PENDING;
            }
            throw new Violation("no savepoint: " + e, e);
        }
        append(EVENTS - appended);
        input.end();
        Job job = start(process, store);
        runUntilFinal(job);
        if (!fork && ahead) {
            requireRefused(job, before);
            return Ending.REFUSED;
        }
        requireFinished(job);
        settle();
        if (fork) {
            requireEachOnceBehind(positions, shown.subList(before, shown.size()));
            return Ending.FORKED;
        }
        requireEachOnceBehind(Map.of(), shown);
        return Ending.WENT_ON;
    }

    /** Runs the first job, takes the savepoint, goes on for a while, and ends the job. */
    private ReadableStore runUntilSaved() {
        append(entropy.between(5, 40));
        SimProcess process = world.startProcess(2);
        Job job = start(process, disk.storeOf(process));
        ReadableStore saved = null;
        int steps = entropy.between(300, 2_500);
        int more = entropy.oneIn(4) ? 0 : entropy.between(1, 1_500);
        while (saved == null || more-- > 0) {
            if (entropy.oneIn(20) && appended < EVENTS / 2) {
                append(entropy.between(1, 4));
            }
            if (!process.isAlive()) {
                process = world.startProcess(2);
                job = start(process, disk.storeOf(process));
            }
            if (!step()) {
                // The job has done all that there was to do.
                append(1);
                steps = 0;
            }
            if (saved == null && steps-- <= 0 && newestCommitted > 0) {
                saved = new Copy(disk);
            }
            if (job.state() == JobState.FAILED) {
                throw new Violation("the job has failed: " + failureOf(job), null);
            }
        }
        process.kill();
        settle();
        return saved;
    }

    private Job start(SimProcess process, JournalStore store) {
        Pipeline pipeline = Pipeline.named("rewound")
                .source("events", new SimLogSource(input, process, true))
                .keyBy(Event::key)
                .aggregate("totals", Result.NONE, Result::plus)
                .sink(
                        "results",
                        KafkaSink.of(TOPIC, ENCODER)
                                .bootstrapServers("simulated:9092")
                                .clients(kafka.clientsOf(process))
                                .transactionTimeout(Duration.ofSeconds(1))
                                .transactionsMax(3))
                .build();
        JobSettings settings = new JobSettings(
                entropy.between(1, 2),
                Guarantee.EXACTLY_ONCE,
                new CheckpointSettings(1_000_000L, 10_000_000_000L, 2),
                CommitSettings.DEFAULT,
                RestartStrategy.fixedDelay(1_000_000, Duration.ofMillis(1)),
                List.of(),
                new BaseThresholds(1 << 11, 3),
                false);
        return Job.start(pipeline, settings, store, process.ports(ProtocolObserver.NONE), () -> {});
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            input.append(new Event(0, appended % PARTITIONS, appended / PARTITIONS));
            appended++;
        }
    }

    private void committed(String transactionalId, List<OffsetAndMetadata> offsets) {
        offsets.forEach(entry -> newestCommitted = Math.max(newestCommitted, entry.offset()));
    }

    private void runUntilFinal(Job job) {
        killsLeft = 0;
        while (!job.state().isFinal()) {
            if (!step()) {
                throw new Violation("nothing moves any more, and the job is " + job.state());
            }
        }
    }

    /** Lets what was decided become visible. */
    private void settle() {
        killsLeft = 0;
        for (int i = 0; i < SETTLING_STEPS && world.step(); i++) {
            look();
        }
        look();
    }

    private boolean step() {
        if (world.steps() > STEPS_MAX) {
            throw new Violation("the run does not come to its end in " + STEPS_MAX + " steps");
        }
        boolean moved = world.step();
        look();
        return moved;
    }

    private void look() {
        reader.poll().forEach(record -> shown.add(Result.ofBytes(record.value())));
    }

    private void requireRefused(Job job, int shownBefore) {
        String failure = job.state() == JobState.FAILED ? failureOf(job) : "it is " + job.state();
        if (!failure.contains("kafka-ledger-ahead")) {
            throw new Violation("S15 a job continues from a checkpoint before what its sink has committed: " + failure);
        }
        settle();
        if (shown.size() != shownBefore) {
            throw new Violation("S15 a job that was refused has written " + shown.subList(shownBefore, shown.size()));
        }
    }

    private void requireFinished(Job job) {
        if (job.state() != JobState.FINISHED) {
            throw new Violation("the job from the savepoint has not finished: "
                    + (job.state() == JobState.FAILED ? failureOf(job) : job.state()));
        }
    }

    /** The results must be those of a sequential run from the positions to the end. */
    private void requireEachOnceBehind(Map<Integer, Integer> positions, List<Result> results) {
        Map<Long, Result> totals = new HashMap<>();
        int expected = 0;
        for (int i = 0; i < EVENTS; i++) {
            Event event = new Event(0, i % PARTITIONS, i / PARTITIONS);
            if (event.sequence() < positions.getOrDefault(event.partition(), 0)) {
                totals.merge((long) event.key(), Result.NONE.plus(event), (before, one) -> before.plus(event));
            } else {
                expected++;
            }
        }
        if (results.size() != expected) {
            throw new Violation("I4, I5: behind the savepoint lie " + expected + " events, and there are "
                    + results.size() + " results");
        }
        for (Result result : results) {
            Event event = result.event();
            Result wanted = totals.getOrDefault(result.key(), Result.NONE).plus(event);
            if (event.key() != result.key() || !wanted.equals(result)) {
                throw new Violation("I1: there is " + result + " of " + event + ", expected " + wanted);
            }
            totals.put(result.key(), wanted);
        }
    }

    private static Map<Integer, Integer> positions(ReadableStore saved) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (SourceSnapshot source : JournalReader.last(saved).sources()) {
            for (byte[] bytes : source.splits()) {
                SimLogSplit split = Serdes.of(SimLogSplit.class).read(new ByteReader(bytes));
                positions.put(split.partition(), split.position());
            }
        }
        return positions;
    }

    private static String failureOf(Job job) {
        try {
            job.join();
            return "nothing";
        } catch (WeirException e) {
            return String.valueOf(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills the job now and then. */
    private final class Kills implements Chaos {
        private int points;

        @Override
        public void at(SimProcess process, String point) {
            if (killsLeft > 0 && ++points % 97 == 0 && entropy.oneIn(3)) {
                killsLeft--;
                process.kill();
            }
        }

        @Override
        public Reply reply(SimProcess process, String call) {
            return Reply.GIVEN;
        }
    }

    /** The files of a directory as they were at one moment. */
    private static final class Copy implements ReadableStore {
        private final Map<String, byte[]> files = new HashMap<>();

        Copy(SimDisk of) {
            for (String name : of.names()) {
                try (InputStream in = of.read(name)) {
                    files.put(name, in.readAllBytes());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public List<String> list() {
            return files.keySet().stream().sorted().toList();
        }

        @Override
        public InputStream open(String name) throws IOException {
            return new ByteArrayInputStream(existing(name));
        }

        @Override
        public long size(String name) throws IOException {
            return existing(name).length;
        }

        private byte[] existing(String name) throws IOException {
            byte[] bytes = files.get(name);
            if (bytes == null) {
                throw new FileNotFoundException(name);
            }
            return bytes;
        }

        @Override
        public String location() {
            return "the savepoint";
        }
    }
}
