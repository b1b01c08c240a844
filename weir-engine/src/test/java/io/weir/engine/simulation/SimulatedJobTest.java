package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.checkpoint.LatencyTarget;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole jobs of the real engine on one thread from one seed, crashed at random steps, with kills, power cuts, lost replies and failing syncs. The committed
 * output must be that of a run without faults: every invariant, I1 to I12, fails this test when it is broken.
 */
class SimulatedJobTest {

    private static final int SEEDS = Integer.getInteger("weir.sim.seeds", 300);
    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);
    private static final int STEPS_MAX = 400_000;
    private static final int RECORDS = 1500;
    private static final int KEYS = 7;

    record Order(String customer, int id) {}

    record Total(String customer, int id, int count) {

        Total plus(Order order) {
            return new Total(order.customer(), order.id(), count + 1);
        }
    }

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void committedOutputIsExactWhateverCrashes(long seed) throws InterruptedException {
        Random random = new Random(seed * 31);
        SimStore disk = new SimStore();
        MemoryStore<Total> totals = new MemoryStore<>();
        MemoryStore<Order> copies = new MemoryStore<>();
        SimWorld world = new SimWorld(seed);
        int crashes = random.nextInt(6);
        for (int run = 0; run <= crashes; run++) {
            int steps = run == crashes ? STEPS_MAX : random.nextInt(12_000);
            injectFaults(random, disk, totals, copies, run == crashes);
            Job job = start(seed, world, random, disk, totals, copies);
            for (int i = 0; i < steps && !job.state().isFinal(); i++) {
                world.step();
            }
            if (job.state() == JobState.FAILED && run == crashes) {
                job.join();
            }
            if (run == crashes || job.state() == JobState.FINISHED) {
                assertThat(job.state()).as("seed=%d", seed).isEqualTo(JobState.FINISHED);
            }
            world.crash();
            if (random.nextBoolean()) {
                disk.losePower(random);
            }
        }
        check(seed, totals.committed(), copies.committed());
        assertThat(totals.openCount() + totals.sealedCount())
                .as("left behind, seed=%d", seed)
                .isZero();
    }

    private static void injectFaults(
            Random random, SimStore disk, MemoryStore<Total> totals, MemoryStore<Order> copies, boolean last) {
        totals.failPreCommits(last ? 0 : random.nextInt(3) / 2);
        totals.failCommits(random.nextInt(4));
        copies.failCommits(random.nextInt(3));
        copies.loseCommitReplies(last ? 0 : random.nextInt(3) / 2);
        disk.failSyncs(last ? 0 : random.nextInt(4) / 3);
    }

    private static Job start(
            long seed,
            SimWorld world,
            Random random,
            SimStore disk,
            MemoryStore<Total> totals,
            MemoryStore<Order> copies) {
        JobSettings settings = steered(seed, SimSettings.random(random, 100));
        return Job.start(pipeline(totals, copies), settings, disk, world.ports(), () -> {});
    }

    /** Every third job chooses its interval itself. */
    private static JobSettings steered(long seed, JobSettings settings) {
        LatencyTarget target = new LatencyTarget((1 + seed % 100) * 2_000_000, 0.1);
        return seed % 3 == 0 ? settings.withCheckpoints(settings.checkpoints().withLatencyTarget(target)) : settings;
    }

    private static Pipeline pipeline(MemoryStore<Total> totals, MemoryStore<Order> copies) {
        PipelineBuilder builder = Pipeline.named("simulated");
        Stream<Order> left = builder.source("left", source(0));
        Stream<Order> right = builder.source("right", source(RECORDS));
        Stream<Order> all = left.union(right);
        all.keyBy(Order::customer)
                .aggregate("counts", new Total("", 0, 0), Total::plus)
                .sink("totals", MemorySink.to(totals));
        right.filter(order -> order.id() % 2 == 0).sink("copies", MemorySink.to(copies));
        return builder.build();
    }

    private static GeneratorSource<Order> source(int first) {
        return GeneratorSource.of(index -> order(first + (int) index))
                .count(RECORDS)
                .splits(3);
    }

    private static Order order(int id) {
        return new Order("customer-" + Math.floorMod(id * 2654435761L >>> 7, KEYS), id);
    }

    private static void check(long seed, List<Total> totals, List<Order> copies) {
        Map<Integer, Integer> results = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Total total : totals) {
            assertThat(results.put(total.id(), total.count()))
                    .as("duplicate of %s, seed=%d", total, seed)
                    .isNull();
            int next = counts.merge(total.customer(), 1, Integer::sum);
            assertThat(total.count()).as("count of %s, seed=%d", total, seed).isEqualTo(next);
            assertThat(total.customer())
                    .as("seed=%d", seed)
                    .isEqualTo(order(total.id()).customer());
        }
        assertThat(results).as("lost totals, seed=%d", seed).hasSize(2 * RECORDS);
        List<Integer> ids =
                new ArrayList<>(copies.stream().map(Order::id).sorted().toList());
        List<Integer> expected = java.util.stream.IntStream.range(RECORDS, 2 * RECORDS)
                .filter(id -> id % 2 == 0)
                .boxed()
                .toList();
        assertThat(ids).as("copies, seed=%d", seed).isEqualTo(expected);
    }
}
