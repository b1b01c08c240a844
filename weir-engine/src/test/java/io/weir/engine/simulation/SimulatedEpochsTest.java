package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.CommittedRecord;
import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.basic.WriteAheadSink;
import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs with three sinks whose commits fail or lose their answers at random, crashed at random steps. After any crash what each sink shows is the output of whole checkpoints, a reader of the checkpoints and
 * of the job never sees an epoch that a sink does not show whole, and in the end all sinks show the same.
 */
class SimulatedEpochsTest {

    private static final int SEEDS = Integer.getInteger("weir.sim.seeds", 60);
    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);
    private static final int STEPS_MAX = 600_000;
    private static final int RECORDS = 600;
    private static final int SINKS = 3;

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    /** What a reader was told, and the hash of what each sink showed at that moment of checkpoints up to it. */
    private record Observation(long epoch, List<Integer> shown) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void noReaderIsToldOfAnEpochThatASinkDoesNotShowWhole(long seed) throws InterruptedException {
        Random random = new Random(seed * 43);
        SimStore disk = new SimStore();
        Outside outside = new Outside(random);
        SimWorld world = new SimWorld(seed);
        List<Observation> observations = new ArrayList<>();
        int crashes = random.nextInt(6);
        for (int run = 0; run <= crashes; run++) {
            int steps = run == crashes ? STEPS_MAX : random.nextInt(8000);
            Job job = Job.start(outside.pipeline(), SimSettings.random(random, 1000), disk, world.ports(), () -> {});
            long toldBefore = 0;
            for (int i = 0; i < steps && !job.state().isFinal(); i++) {
                world.step();
                if (random.nextInt(40) == 0) {
                    outside.disturb(random);
                    long told = job.committedCheckpoint();
                    assertThat(told).as("never goes back, seed=%d", seed).isGreaterThanOrEqualTo(toldBefore);
                    toldBefore = told;
                    observations.add(outside.observed(told));
                    long stored = stored(disk);
                    observations.add(outside.observed(stored));
                }
            }
            if (run == crashes && job.state() != JobState.FINISHED) {
                job.join();
            }
            world.crash();
            if (random.nextBoolean()) {
                disk.losePower(random);
            }
        }
        for (Observation each : observations) {
            assertThat(each.shown())
                    .as("told of checkpoint %d, seed=%d", each.epoch(), seed)
                    .isEqualTo(outside.observed(each.epoch()).shown());
        }
        List<Integer> all = IntStream.range(0, RECORDS).boxed().toList();
        assertThat(outside.shown(Long.MAX_VALUE)).as("seed=%d", seed).isEqualTo(List.of(all, all, all));
        assertThat(stored(disk))
                .as("seed=%d", seed)
                .isEqualTo(CheckpointDirectory.of(disk).last().id());
    }

    /** Reads what a tool would read; 0 while there is no checkpoint. */
    private static long stored(SimStore disk) {
        try {
            CheckpointDirectory directory = CheckpointDirectory.of(disk);
            long committed = directory.last().committedCheckpoint();
            assertThat(directory.summary().committedCheckpointId()).isEqualTo(committed);
            for (int sink = 0; sink < SINKS; sink++) {
                assertThat(directory.last().committedCheckpoint("sink" + sink)).isGreaterThanOrEqualTo(committed);
            }
            return committed;
        } catch (WeirException e) {
            if (e.code().equals("no-checkpoint")) {
                return 0;
            }
            throw e;
        }
    }

    /** Three places that show output, each with faults of its own. */
    private static final class Outside {
        private final MemoryStore<Integer> first = new MemoryStore<>();
        private final MemoryStore<Integer> second = new MemoryStore<>();
        private final AheadTarget third;

        Outside(Random random) {
            third = new AheadTarget(random);
        }

        Pipeline pipeline() {
            Stream<Integer> numbers = Pipeline.named("epochs")
                    .source(
                            "numbers",
                            GeneratorSource.of(index -> (int) index)
                                    .count(RECORDS)
                                    .splits(1))
                    .map(number -> number);
            numbers.sink("sink0", MemorySink.to(first));
            numbers.sink("sink1", MemorySink.to(second));
            return numbers.sink(
                            "sink2",
                            WriteAheadSink.idempotent(Integer.class, third::deliver)
                                    .batchSize(7))
                    .build();
        }

        void disturb(Random random) {
            MemoryStore<Integer> store = random.nextBoolean() ? first : second;
            switch (random.nextInt(12)) {
                case 0 -> store.failCommits(1 + random.nextInt(3));
                case 1 -> store.loseCommitReplies(1);
                case 2 -> store.failPreCommits(1);
                default -> {}
            }
        }

        Observation observed(long epoch) {
            return new Observation(
                    epoch, shown(epoch).stream().map(List::hashCode).toList());
        }

        List<List<Integer>> shown(long epoch) {
            return List.of(upTo(first, epoch), upTo(second, epoch), third.upTo(epoch));
        }

        private static List<Integer> upTo(MemoryStore<Integer> store, long epoch) {
            return store.committedRecords().stream()
                    .filter(record -> record.transaction().checkpointId() <= epoch)
                    .map(CommittedRecord::value)
                    .toList();
        }
    }
}
