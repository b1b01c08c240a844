package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.async.AsyncFunction;
import io.weir.async.AsyncSettings;
import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.deadletter.DeadLetter;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Stream;
import io.weir.state.Aggregation;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs in which records fail at every kind of stage, after the failing call has emitted, changed state and set timers; crashed at random steps and restarted at other parallelisms. What is
 * committed is what a plain loop gives that skips those records, and each of them is a dead letter once.
 */
class SimulatedDeadLettersTest {

    private static final int SEEDS = Integer.getInteger("weir.sim.seeds", 60);
    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);
    private static final int STEPS_MAX = 900_000;
    private static final int RECORDS = 210;
    private static final int SPLITS = 3;
    private static final int DISORDER = 20;
    private static final int KEYS = 5;
    private static final int WINDOW = 100;
    private static final long TOTALS_AT = 1_000_000;
    private static final OutputTag<DeadLetter> DEAD = OutputTag.of("dead", DeadLetter.class);

    /** Where an item fails: by its number. */
    private enum Fate {
        PASSES,
        IN_MAP,
        IN_FLAT_MAP,
        IN_PROCESS,
        UNANSWERED,

        /** Waits for its turn behind an unanswered one. */
        IN_REQUEST,
        IN_AGGREGATE,
        IN_WINDOW,
        IN_SINK
    }

    record Item(int id) {

        long time() {
            return 3L * id - Math.floorMod(id * 0x9E3779B1, DISORDER);
        }

        Fate fate() {
            return Fate.values()[id % Fate.values().length];
        }

        void failIf(Fate fate) {
            if (fate() == fate) {
                throw new IllegalStateException("item " + id);
            }
        }
    }

    record Part(int id, int number) {

        int key() {
            return id % KEYS;
        }
    }

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyFailedRecordIsADeadLetterOnceAndLeavesNoOtherTrace(long seed) throws InterruptedException {
        Random random = new Random(seed * 41);
        SimStore disk = new SimStore();
        MemoryStore<String> output = new MemoryStore<>();
        MemoryStore<String> dead = new MemoryStore<>();
        SimWorld world = new SimWorld(seed);
        int crashes = random.nextInt(6);
        for (int run = 0; run <= crashes; run++) {
            int steps = run == crashes ? STEPS_MAX : random.nextInt(8000);
            Job job =
                    Job.start(pipeline(output, dead), SimSettings.random(random, 1000), disk, world.ports(), () -> {});
            for (int i = 0; i < steps && !job.state().isFinal(); i++) {
                world.step();
            }
            if (run == crashes && job.state() != JobState.FINISHED) {
                job.join();
            }
            world.crash();
            if (random.nextBoolean()) {
                disk.losePower(random);
            }
        }
        assertThat(output.committed()).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(expectedOutput());
        assertThat(dead.committed()).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(expectedDead());
    }

    private static Pipeline pipeline(MemoryStore<String> output, MemoryStore<String> dead) {
        Stream<Item> items = Pipeline.named("mourning")
                .source(
                        "items",
                        GeneratorSource.of(index -> new Item((int) index))
                                .timestamps(index -> new Item((int) index).time())
                                .count(RECORDS)
                                .splits(SPLITS),
                        WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(DISORDER)));
        Stream<String> counts = items.keyByLong(item -> item.id() % KEYS)
                .aggregate("counts", 0L, (count, item) -> {
                    item.failIf(Fate.IN_AGGREGATE);
                    return count + 1;
                })
                .onError(DEAD)
                .map(count -> "count " + count);
        Aggregation<Item, Long, Long> counting = new Aggregation<>(
                0L,
                (count, item) -> {
                    item.failIf(Fate.IN_WINDOW);
                    return count + 1;
                },
                count -> count,
                Long::sum);
        Stream<String> windows = items.keyByLong(item -> item.id() % KEYS)
                .window(Windows.tumbling(Duration.ofMillis(WINDOW)))
                .<Long, Long, String>aggregate(
                        "windows",
                        Long.class,
                        counting,
                        (key, window, count, out) -> out.collect("window " + key + " " + window.start() + " " + count))
                .onError(DEAD);
        return items.async("ask", AsyncSettings.ordered(Duration.ofMillis(50)).capacity(7), Asking::new)
                .onError(DEAD)
                .map(item -> {
                    item.failIf(Fate.IN_MAP);
                    return item;
                })
                .named("map")
                .onError(DEAD)
                .<Part>flatMap((item, out) -> {
                    out.collect(new Part(item.id(), 0));
                    out.collect(new Part(item.id(), 1));
                    item.failIf(Fate.IN_FLAT_MAP);
                })
                .named("flatMap")
                .onError(DEAD)
                .keyByLong(Part::key)
                .process("totals", Totals::new)
                .onError(DEAD)
                .union(counts, windows)
                .sink("output", new RefusingSink<>(MemorySink.to(output), SimulatedDeadLettersTest::isRefused), DEAD)
                .deadLetters(DEAD)
                .map(letter -> letter.stage() + " " + letter.step() + " "
                        + letter.record().text() + " " + letter.cause().message())
                .sink("dead", MemorySink.to(dead))
                .build();
    }

    private static boolean isRefused(String line) {
        return line.startsWith("part ") && new Item(Integer.parseInt(line.split("[ /]")[1])).fate() == Fate.IN_SINK;
    }

    private static List<String> expectedOutput() {
        List<String> expected = new ArrayList<>();
        long[] counts = new long[KEYS];
        Map<String, Long> windows = new TreeMap<>();
        TreeMap<Integer, long[]> totals = new TreeMap<>();
        for (int id = 0; id < RECORDS; id++) {
            Item item = new Item(id);
            if (item.fate() != Fate.IN_AGGREGATE) {
                expected.add("count " + ++counts[id % KEYS]);
            }
            if (item.fate() != Fate.IN_WINDOW) {
                windows.merge("window " + id % KEYS + " " + Math.floorDiv(item.time(), WINDOW) * WINDOW, 1L, Long::sum);
            }
            switch (item.fate()) {
                case IN_MAP, IN_FLAT_MAP, IN_REQUEST, UNANSWERED -> {}
                case IN_PROCESS -> add(expected, totals, new Part(id, 0));
                case PASSES, IN_AGGREGATE, IN_WINDOW, IN_SINK -> {
                    add(expected, totals, new Part(id, 0));
                    add(expected, totals, new Part(id, 1));
                }
            }
        }
        windows.forEach((window, count) -> expected.add(window + " " + count));
        totals.forEach((key, total) -> expected.add("total " + key + " " + total[0] + " " + total[1] + " " + total[2]));
        return expected;
    }

    private static void add(List<String> expected, Map<Integer, long[]> totals, Part part) {
        long[] total = totals.computeIfAbsent(part.key(), unused -> new long[3]);
        total[0]++;
        total[1] += part.id();
        total[2] += part.number();
        String line = "part " + part.id() + "/" + part.number();
        if (!isRefused(line)) {
            expected.add(line);
        }
    }

    private static List<String> expectedDead() {
        List<String> expected = new ArrayList<>();
        for (int id = 0; id < RECORDS; id++) {
            String item = "Item[id=" + id + "]";
            String failed = " PROCESS " + item + " item " + id;
            switch (new Item(id).fate()) {
                case PASSES -> {}
                case IN_MAP -> expected.add("map" + failed);
                case IN_FLAT_MAP -> expected.add("flatMap" + failed);
                case IN_PROCESS -> expected.add("totals PROCESS Part[id=" + id + ", number=1] part " + id);
                case IN_REQUEST -> expected.add("ask" + failed);
                case UNANSWERED -> expected.add("ask PROCESS " + item + " no answer");
                case IN_AGGREGATE -> expected.add("counts" + failed);
                case IN_WINDOW -> expected.add("windows" + failed);
                case IN_SINK -> {
                    for (int number = 0; number < 2; number++) {
                        String line = "part " + id + "/" + number;
                        expected.add("output WRITE " + line + " refused " + line);
                    }
                }
            }
        }
        return expected;
    }

    /** Fails at once, or never answers and fails when its time is over. */
    private static final class Asking implements AsyncFunction<Item, Item> {

        @Override
        public CompletionStage<List<Item>> asyncInvoke(Item item) {
            item.failIf(Fate.IN_REQUEST);
            return item.fate() == Fate.UNANSWERED
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedFuture(List.of(item));
        }

        @Override
        public List<Item> timeout(Item item) {
            throw new IllegalStateException("no answer");
        }
    }

    /** Changes every kind of state, and timers, before it fails. */
    private static final class Totals implements KeyedProcessFunction<Long, Part, String> {
        private @Nullable ValueState<Long> count;
        private @Nullable ListState<Integer> ids;
        private @Nullable MapState<Integer, Integer> numbers;

        @Override
        public void open(StateRegistry states) {
            count = states.valueState("count", Long.class);
            ids = states.listState("ids", Integer.class);
            numbers = states.mapState("numbers", Integer.class, Integer.class);
        }

        @Override
        public void process(Part part, Context<Long> context, Collector<String> out) {
            ValueState<Long> counted = Objects.requireNonNull(count);
            MapState<Integer, Integer> byId = Objects.requireNonNull(numbers);
            ListState<Integer> list = Objects.requireNonNull(ids);
            Long before = counted.value();
            counted.update(before == null ? 1 : before + 1);
            list.add(part.id());
            byId.put(part.id(), part.number());
            context.timerService().registerEventTimeTimer(TOTALS_AT);
            out.collect("part " + part.id() + "/" + part.number());
            if (part.number() == 1 && new Item(part.id()).fate() == Fate.IN_PROCESS) {
                byId.remove(part.id());
                byId.put(-part.id(), 1);
                byId.clear();
                list.update(List.of(part.id()));
                counted.clear();
                context.timerService().deleteEventTimeTimer(TOTALS_AT);
                context.timerService().registerEventTimeTimer(TOTALS_AT + 1);
                throw new IllegalStateException("part " + part.id());
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<String> out) {
            int idSum = 0;
            for (int id : Objects.requireNonNull(ids).get()) {
                idSum += id;
            }
            int numberSum = 0;
            for (int number : Objects.requireNonNull(numbers).entries().values()) {
                numberSum += number;
            }
            out.collect((timestamp == TOTALS_AT ? "total " : "stray ") + context.key() + " "
                    + Objects.requireNonNull(count).value() + " " + idSum + " " + numberSum);
        }
    }
}
