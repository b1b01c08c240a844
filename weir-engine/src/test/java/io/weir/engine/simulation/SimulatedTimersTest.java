package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.state.MemoryStores;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.TimeDomain;
import io.weir.time.Timestamps;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs with timers of both domains, on out-of-order input, crashed at random steps: what is committed is what a plain loop over the same records gives. The function
 * builds windows by hand: it registers, registers again and deletes timers; a second one behind it sees no record that is late.
 */
class SimulatedTimersTest {

    private static final int SEEDS = Integer.getInteger("weir.sim.seeds", 150);
    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);
    private static final int STEPS_MAX = 400_000;
    private static final int RECORDS = 600;
    private static final int SPLITS = 3;
    private static final int DISORDER = 40;
    private static final long BUCKET = 25;
    private static final long SECOND_DELAY = 60;

    record Reading(int id) {

        /** The records of a key come from one split, so that their order is known. */
        int key() {
            return id % SPLITS + SPLITS * (mixed() % 3);
        }

        /** Every few records one says that what its bucket has is to be forgotten. */
        boolean cancels() {
            return mixed() % 7 == 0;
        }

        boolean waitsForTheClock() {
            return mixed() % 5 == 0;
        }

        long time() {
            return 3L * id - mixed() % DISORDER;
        }

        private int mixed() {
            int x = (id + 1) * 0x9E3779B1;
            x = (x ^ (x >>> 15)) * 0xC2B2AE3D;
            return (x ^ (x >>> 13)) >>> 4;
        }
    }

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void committedOutputIsThatOfAPlainLoop(long seed) throws InterruptedException {
        Random random = new Random(seed * 31);
        SimStore disk = new SimStore();
        MemoryStore<String> buckets = new MemoryStore<>();
        MemoryStore<String> counts = new MemoryStore<>();
        SimWorld world = new SimWorld(seed);
        int crashes = random.nextInt(6);
        for (int run = 0; run <= crashes; run++) {
            int steps = run == crashes ? STEPS_MAX : random.nextInt(6000);
            Job job = start(world, random, disk, buckets, counts);
            for (int i = 0; i < steps && !job.state().isFinal(); i++) {
                world.step();
            }
            if (run == crashes && job.state() != JobState.FINISHED) {
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
        assertThat(buckets.committed()).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(Expected.of().buckets);
        assertThat(counts.committed()).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(Expected.of().counts);
    }

    private static Job start(
            SimWorld world, Random random, SimStore disk, MemoryStore<String> buckets, MemoryStore<String> counts) {
        JobSettings settings = SimSettings.random(random, 100);
        if (random.nextBoolean()) {
            settings = settings.withStateBackend(name -> new MemoryStores(16));
        }
        return Job.start(pipeline(random.nextBoolean(), buckets, counts), settings, disk, world.ports(), () -> {});
    }

    private static Pipeline pipeline(boolean typed, MemoryStore<String> buckets, MemoryStore<String> counts) {
        PipelineBuilder builder = Pipeline.named("timers");
        Stream<Reading> readings = builder.source(
                "readings",
                GeneratorSource.of(index -> new Reading((int) index))
                        .timestamps(index -> new Reading((int) index).time())
                        .count(RECORDS)
                        .splits(SPLITS),
                WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(DISORDER)));
        Stream<String> lines = (typed ? readings.keyBy(Reading::key, Integer.class) : readings.keyBy(Reading::key))
                .process("buckets", Buckets::new);
        lines.sink("lines", MemorySink.to(buckets));
        lines.filter(line -> !line.startsWith("clock"))
                .keyByLong(line -> line.hashCode() % 4)
                .process("counts", Counts::new)
                .sink("counted", MemorySink.to(counts));
        return builder.build();
    }

    private static long endOf(long time) {
        return Math.floorDiv(time, BUCKET) * BUCKET + BUCKET - 1;
    }

    /** By event time: the ids of each bucket, when it is over. By the machine's clock: some ids, a little later; those that wait still when the input ends, then. */
    private static final class Buckets implements KeyedProcessFunction<Integer, Reading, String> {
        private @Nullable MapState<Long, String> open;
        private @Nullable ListState<Integer> waiting;

        @Override
        public void open(StateRegistry states) {
            open = states.mapState("open", Long.class, String.class);
            waiting = states.listState("waiting", Integer.class);
        }

        @Override
        public void process(Reading reading, Context<Integer> context, Collector<String> out) {
            MapState<Long, String> ids = Objects.requireNonNull(open);
            long end = endOf(reading.time());
            assertThat(end).as("no record is late").isGreaterThan(context.currentWatermark());
            if (reading.cancels()) {
                ids.remove(end);
                context.timerService().deleteEventTimeTimer(end);
            } else {
                String before = ids.get(end);
                ids.put(end, (before == null ? "" : before) + " " + reading.id());
                context.timerService().registerEventTimeTimer(end);
            }
            if (reading.waitsForTheClock()) {
                Objects.requireNonNull(waiting).add(reading.id());
                long now = context.timerService().currentProcessingTime();
                context.timerService().registerProcessingTimeTimer(now + reading.id() % 9);
                context.timerService().registerEventTimeTimer(Timestamps.MAX);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Integer> context, Collector<String> out) {
            boolean byEventTime = context.timeDomain() == TimeDomain.EVENT_TIME;
            assertThat(
                            byEventTime
                                    ? context.currentWatermark()
                                    : context.timerService().currentProcessingTime())
                    .isGreaterThanOrEqualTo(timestamp);
            assertThat(context.timestamp()).isEqualTo(timestamp);
            if (byEventTime && timestamp != Timestamps.MAX) {
                String ids = Objects.requireNonNull(
                        Objects.requireNonNull(open).get(timestamp),
                        "I1: nothing is open of key " + context.key() + " at " + timestamp);
                open.remove(timestamp);
                out.collect(bucketLine(context.key(), timestamp, ids));
            } else {
                for (int id : Objects.requireNonNull(waiting).get()) {
                    out.collect("clock " + context.key() + " " + id);
                }
                waiting.clear();
            }
        }
    }

    private static String bucketLine(int key, long end, String ids) {
        return "bucket " + key + " to " + end + ":" + ids;
    }

    /** Counts the lines of a time, and tells their number a little later, from a timer that registers the one that does, in the same advance at the end. */
    private static final class Counts implements KeyedProcessFunction<Long, String, String> {
        private @Nullable MapState<Long, Integer> counts;
        private @Nullable ValueState<Long> last;

        @Override
        public void open(StateRegistry states) {
            counts = states.mapState("counts", Long.class, Integer.class);
            last = states.valueState("last", Long.class);
        }

        @Override
        public void process(String line, Context<Long> context, Collector<String> out) {
            long time = context.timestamp();
            assertThat(time).as("what a watermark lets go comes before it").isGreaterThan(context.currentWatermark());
            MapState<Long, Integer> map = Objects.requireNonNull(counts);
            Integer before = map.get(time);
            map.put(time, before == null ? 1 : before + 1);
            context.timerService().registerEventTimeTimer(time);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<String> out) {
            ValueState<Long> fired = Objects.requireNonNull(last);
            Long before = fired.value();
            assertThat(before == null || before <= timestamp)
                    .as("timers fire in the order of their time: %d after %d", timestamp, before)
                    .isTrue();
            MapState<Long, Integer> map = Objects.requireNonNull(counts);
            if (map.contains(timestamp)) {
                context.timerService().registerEventTimeTimer(timestamp + SECOND_DELAY);
            }
            Integer count = map.get(timestamp - SECOND_DELAY);
            if (count != null) {
                out.collect(countLine(context.key(), timestamp - SECOND_DELAY, count));
                map.remove(timestamp - SECOND_DELAY);
            }
            fired.update(timestamp);
        }
    }

    private static String countLine(long key, long time, int count) {
        return "count " + key + " at " + time + ": " + count;
    }

    /** The plain loop. */
    private record Expected(List<String> buckets, List<String> counts) {

        static Expected of() {
            Map<Integer, Map<Long, String>> open = new TreeMap<>();
            List<String> clock = new ArrayList<>();
            for (int id = 0; id < RECORDS; id++) {
                Reading reading = new Reading(id);
                Map<Long, String> ofKey = open.computeIfAbsent(reading.key(), unused -> new TreeMap<>());
                if (reading.cancels()) {
                    ofKey.remove(endOf(reading.time()));
                } else {
                    ofKey.merge(endOf(reading.time()), " " + id, String::concat);
                }
                if (reading.waitsForTheClock()) {
                    clock.add("clock " + reading.key() + " " + id);
                }
            }
            List<String> lines = new ArrayList<>();
            Map<List<Long>, Integer> counted = new LinkedHashMap<>();
            open.forEach((key, ofKey) -> ofKey.forEach((end, ids) -> {
                String line = bucketLine(key, end, ids);
                lines.add(line);
                counted.merge(List.of((long) (line.hashCode() % 4), end), 1, Integer::sum);
            }));
            List<String> counts = new ArrayList<>();
            counted.forEach((id, count) -> counts.add(countLine(id.get(0), id.get(1), count)));
            List<String> all = new ArrayList<>(lines);
            all.addAll(clock);
            return new Expected(all, counts);
        }
    }
}
