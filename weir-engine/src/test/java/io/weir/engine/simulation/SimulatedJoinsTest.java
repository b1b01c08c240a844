package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.state.MemoryStores;
import io.weir.graph.BroadcastProcessFunction;
import io.weir.graph.Collector;
import io.weir.graph.KeyedCoProcessFunction;
import io.weir.graph.KeyedProcessFunction.Context;
import io.weir.graph.KeyedProcessFunction.OnTimerContext;
import io.weir.graph.TimestampedCollector;
import io.weir.join.IntervalJoin;
import io.weir.join.TemporalJoin;
import io.weir.pipeline.BroadcastStream;
import io.weir.pipeline.ConnectedStreams;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.state.BroadcastState;
import io.weir.state.BroadcastStates;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs that bring two streams together in every way, on out-of-order input, with barriers that overtake or not, crashed at random steps and started again with another
 * parallelism: what is committed is what plain loops over the same records give, which do not know how the streams flow.
 */
class SimulatedJoinsTest {

    private static final int SEEDS = Integer.getInteger("weir.sim.seeds", 120);
    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);
    private static final int STEPS_MAX = 1_500_000;
    private static final int ORDERS = 240;
    private static final int OFFERS = 150;
    private static final int RULES = 25;
    private static final int SPLITS = 3;
    private static final int DISORDER = 40;
    private static final long BUCKET = 50;
    private static final long BEFORE = 12;
    private static final long AFTER = 25;
    private static final long GAP = 9;

    private static int mixed(int id, int salt) {
        int x = (id + salt) * 0x9E3779B1;
        x = (x ^ (x >>> 15)) * 0xC2B2AE3D;
        return (x ^ (x >>> 13)) >>> 4;
    }

    /** The records of a key come from one split, so that their order is known. */
    private static int keyOf(int id, int salt) {
        return id % SPLITS + SPLITS * (mixed(id, salt) % 3);
    }

    record Order(int id) {
        int key() {
            return keyOf(id, 1);
        }

        long time() {
            return 3L * id - mixed(id, 2) % DISORDER;
        }
    }

    record Offer(int id) {
        int key() {
            return keyOf(id, 3);
        }

        long time() {
            return 5L * id - mixed(id, 4) % DISORDER;
        }

        boolean withdraws() {
            return mixed(id, 5) % 4 == 0;
        }
    }

    record Rule(int id) {
        long time() {
            return 30L * id - mixed(id, 6) % DISORDER;
        }

        /** Some rules take an earlier one away. */
        boolean removes() {
            return id % 5 == 4;
        }

        long worth() {
            return 1L + mixed(id, 7) % 9;
        }
    }

    /** A rule as broadcast state has it: from when to when it was in force. */
    record InForce(long worth, long from, long until) {}

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void committedOutputIsThatOfPlainLoops(long seed) throws InterruptedException {
        Random random = new Random(seed * 37);
        SimStore disk = new SimStore();
        MemoryStore<String> lines = new MemoryStore<>();
        SimWorld world = new SimWorld(seed);
        int crashes = random.nextInt(6);
        boolean longKeys = random.nextBoolean();
        boolean hasStore = random.nextBoolean();
        for (int run = 0; run <= crashes; run++) {
            int steps = run == crashes ? STEPS_MAX : random.nextInt(12_000);
            Job job = Job.start(pipeline(longKeys, lines), settings(random, hasStore), disk, world.ports(), () -> {});
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
        List<String> expected = expected();
        for (String kind : List.of("interval", "temporal", "window", "group", "co", "rules", "bare")) {
            assertThat(lines.committed().stream().filter(line -> line.startsWith(kind + " ")))
                    .as("seed=%d", seed)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(expected.stream()
                            .filter(line -> line.startsWith(kind + " "))
                            .toList());
        }
    }

    private static JobSettings settings(Random random, boolean hasStore) {
        JobSettings settings = SimSettings.random(random, 100);
        return hasStore ? settings.withStateBackend(name -> new MemoryStores(16)) : settings;
    }

    private static <T> Stream<T> source(
            PipelineBuilder builder,
            String name,
            LongFunction<T> make,
            java.util.function.ToLongFunction<T> time,
            int count,
            int splits) {
        return builder.source(
                name,
                GeneratorSource.of(make)
                        .timestamps(index -> time.applyAsLong(make.apply(index)))
                        .count(count)
                        .splits(splits),
                WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(DISORDER)));
    }

    private static Pipeline pipeline(boolean longKeys, MemoryStore<String> lines) {
        PipelineBuilder builder = Pipeline.named("joins");
        Stream<Order> orders = source(builder, "orders", index -> new Order((int) index), Order::time, ORDERS, SPLITS);
        Stream<Offer> offers = source(builder, "offers", index -> new Offer((int) index), Offer::time, OFFERS, SPLITS);
        BroadcastStream<Rule> rules = source(builder, "rule-book", index -> new Rule((int) index), Rule::time, RULES, 2)
                .broadcast();
        Stream<String> all = longKeys
                ? joined(orders.keyByLong(Order::key).connect(offers.keyByLong(Offer::key)))
                : joined(orders.keyBy(Order::key).connect(offers.keyBy(Offer::key)));
        Stream<String> ruled = longKeys
                ? orders.keyByLong(Order::key).connect(rules).process("rules", Ruled::new)
                : orders.keyBy(Order::key, Integer.class).connect(rules).process("rules", Ruled::new);
        Stream<String> bare = orders.connect(rules).process("bare", Bare::new);
        all.union(ruled, bare)
                .keyBy(line -> line)
                .<String>process("timed", () -> (line, context, out) -> out.collect(line + "@" + context.timestamp()))
                .sink("lines", MemorySink.to(lines));
        return builder.build();
    }

    private static <K> Stream<String> joined(ConnectedStreams<K, Order, Offer> both) {
        Stream<String> interval = both.intervalJoin(
                "interval",
                IntervalJoin.between(Order.class, Offer.class, Duration.ofMillis(-BEFORE), Duration.ofMillis(AFTER)),
                (order, offer) -> "interval " + order.id() + " " + offer.id());
        Stream<String> temporal = both.temporalJoin(
                "temporal",
                TemporalJoin.of(Order.class, Offer.class)
                        .deletedWhen(Offer::withdraws)
                        .orElse(new Offer(-1)),
                (order, offer) -> "temporal " + order.id() + " " + offer.id());
        Stream<String> window = both.window(Windows.tumbling(Duration.ofMillis(BUCKET)))
                .join("window", Order.class, Offer.class, (order, offer) -> "window " + order.id() + " " + offer.id());
        Stream<String> group = both.window(Windows.session(Duration.ofMillis(GAP)))
                .coGroup(
                        "group",
                        Order.class,
                        Offer.class,
                        (key, session, first, second, out) ->
                                out.collect(group(first, second, session.start(), session.end())));
        return interval.union(temporal, window, group, both.process("co", Counting::new));
    }

    private static String group(List<Order> orders, List<Offer> offers, long start, long end) {
        TreeSet<Integer> orderIds = new TreeSet<>(orders.stream().map(Order::id).toList());
        TreeSet<Integer> offerIds = new TreeSet<>(offers.stream().map(Offer::id).toList());
        return "group " + orderIds + " " + offerIds + " " + start + " " + end;
    }

    private static long endOf(long time) {
        return Math.floorDiv(time, BUCKET) * BUCKET + BUCKET - 1;
    }

    /** Adds up both streams for each key, and tells the sums when a bucket is over. */
    private static final class Counting implements KeyedCoProcessFunction<Object, Order, Offer, String> {
        private @Nullable ValueState<Long> orders;
        private io.weir.state.@Nullable MapState<Long, Long> offers;

        @Override
        public void open(StateRegistry states) {
            orders = states.valueState("orders", Long.class);
            offers = states.mapState("offers", Long.class, Long.class);
        }

        @Override
        public void process1(Order order, Context<Object> context, TimestampedCollector<String> out) {
            Long sum = Objects.requireNonNull(orders).value();
            Objects.requireNonNull(orders).update((sum == null ? 0 : sum) + order.id());
            context.timerService().registerEventTimeTimer(10_000);
        }

        @Override
        public void process2(Offer offer, Context<Object> context, TimestampedCollector<String> out) {
            long end = endOf(offer.time());
            Long sum = Objects.requireNonNull(offers).get(end);
            Objects.requireNonNull(offers).put(end, (sum == null ? 0 : sum) + offer.id());
            context.timerService().registerEventTimeTimer(end);
        }

        @Override
        public void onTimer(long time, OnTimerContext<Object> context, TimestampedCollector<String> out) {
            Long bucket = Objects.requireNonNull(offers).get(time);
            if (bucket != null) {
                Objects.requireNonNull(offers).remove(time);
                out.collect("co " + context.key() + " " + bucket, time + 7);
            }
            if (time == 10_000) {
                out.collect("co " + context.key() + " all "
                        + Objects.requireNonNull(orders).value());
            }
        }
    }

    /** Counts the orders of a bucket, and tells what they are worth by the rules in force at its end. */
    private static final class Ruled implements BroadcastProcessFunction<Object, Order, Rule, String> {
        private io.weir.state.@Nullable MapState<Long, Long> counts;
        private @Nullable BroadcastState<Integer, InForce> rules;

        @Override
        public void open(StateRegistry states, BroadcastStates broadcast) {
            counts = states.mapState("counts", Long.class, Long.class);
            rules = broadcast.mapState("rules", Integer.class, InForce.class);
        }

        @Override
        public void process(Order order, Context<Object> context, Collector<String> out) {
            long end = endOf(order.time());
            Long count = Objects.requireNonNull(counts).get(end);
            Objects.requireNonNull(counts).put(end, (count == null ? 0 : count) + 1);
            context.timerService().registerEventTimeTimer(end);
        }

        @Override
        public void processBroadcast(Rule rule, BroadcastContext context, Collector<String> out) {
            put(Objects.requireNonNull(rules), rule);
        }

        @Override
        public void onTimer(long time, OnTimerContext<Object> context, Collector<String> out) {
            long count = Objects.requireNonNull(Objects.requireNonNull(counts).get(time));
            Objects.requireNonNull(counts).remove(time);
            out.collect("rules " + context.key() + " " + count * worth(rules, time));
        }
    }

    /** Has no key. */
    private static final class Bare implements BroadcastProcessFunction<Void, Order, Rule, String> {
        private @Nullable BroadcastState<Integer, InForce> rules;

        @Override
        public void open(StateRegistry states, BroadcastStates broadcast) {
            rules = broadcast.mapState("rules", Integer.class, InForce.class);
        }

        @Override
        public void process(Order order, Context<Void> context, Collector<String> out) {
            assertThat(worth(rules, context.currentWatermark())).isEqualTo(worthAt(context.currentWatermark()));
            out.collect("bare " + order.id());
        }

        @Override
        public void processBroadcast(Rule rule, BroadcastContext context, Collector<String> out) {
            put(Objects.requireNonNull(rules), rule);
        }
    }

    /** Commutes: rules come from two splits. */
    private static void put(BroadcastState<Integer, InForce> rules, Rule rule) {
        int id = rule.removes() ? rule.id() - 3 : rule.id();
        InForce known = rules.get(id);
        long until = rule.removes() ? rule.time() : known == null ? Long.MAX_VALUE : known.until();
        long worth = rule.removes() ? known == null ? 0 : known.worth() : rule.worth();
        long from = rule.removes() ? known == null ? Long.MAX_VALUE : known.from() : rule.time();
        // What was removed before the time of all input is put and taken out again, so that removals are met too.
        rules.put(-1, new InForce(0, 0, 0));
        rules.remove(-1);
        rules.put(id, new InForce(worth, from, until));
    }

    private static long worth(@Nullable BroadcastState<Integer, InForce> rules, long time) {
        return Objects.requireNonNull(rules).entries().values().stream()
                .filter(rule -> rule.from() <= time && time < rule.until())
                .mapToLong(InForce::worth)
                .sum();
    }

    private static long worthAt(long time) {
        return IntStream.range(0, RULES)
                .mapToObj(Rule::new)
                .filter(rule -> !rule.removes() && rule.time() <= time)
                .filter(rule -> rule.id() % 5 != 1 || time < new Rule(rule.id() + 3).time())
                .mapToLong(Rule::worth)
                .sum();
    }

    private static List<String> expected() {
        List<Order> orders = IntStream.range(0, ORDERS).mapToObj(Order::new).toList();
        List<Offer> offers = IntStream.range(0, OFFERS).mapToObj(Offer::new).toList();
        List<String> lines = new ArrayList<>();
        for (Order order : orders) {
            lines.add("bare " + order.id() + "@" + order.time());
            Offer valid = new Offer(-1);
            long newest = Long.MIN_VALUE;
            for (Offer offer : offers) {
                if (offer.key() != order.key()) {
                    continue;
                }
                long later = Math.max(order.time(), offer.time());
                long apart = offer.time() - order.time();
                if (-BEFORE <= apart && apart <= AFTER) {
                    lines.add("interval " + order.id() + " " + offer.id() + "@" + later);
                }
                if (endOf(order.time()) == endOf(offer.time())) {
                    lines.add("window " + order.id() + " " + offer.id() + "@" + endOf(later));
                }
                if (offer.time() <= order.time() && offer.time() >= newest) {
                    newest = offer.time();
                    valid = offer.withdraws() ? new Offer(-1) : offer;
                }
            }
            lines.add("temporal " + order.id() + " " + valid.id() + "@" + order.time());
        }
        for (int key = 0; key < SPLITS * 3; key++) {
            int wanted = key;
            List<Order> ownOrders =
                    orders.stream().filter(order -> order.key() == wanted).toList();
            List<Offer> ownOffers =
                    offers.stream().filter(offer -> offer.key() == wanted).toList();
            addSums(key, ownOrders, ownOffers, lines);
            addSessions(ownOrders, ownOffers, lines);
        }
        return lines;
    }

    private static void addSums(int key, List<Order> orders, List<Offer> offers, List<String> lines) {
        TreeMap<Long, Long> sums = new TreeMap<>();
        offers.forEach(offer -> sums.merge(endOf(offer.time()), (long) offer.id(), Long::sum));
        sums.forEach((end, sum) -> lines.add("co " + key + " " + sum + "@" + (end + 7)));
        lines.add("co " + key + " all " + orders.stream().mapToLong(Order::id).sum() + "@10000");
        TreeMap<Long, Long> counts = new TreeMap<>();
        orders.forEach(order -> counts.merge(endOf(order.time()), 1L, Long::sum));
        counts.forEach((end, count) -> lines.add("rules " + key + " " + count * worthAt(end) + "@" + end));
    }

    private static void addSessions(List<Order> orders, List<Offer> offers, List<String> lines) {
        TreeSet<Long> times = new TreeSet<>();
        orders.forEach(order -> times.add(order.time()));
        offers.forEach(offer -> times.add(offer.time()));
        while (!times.isEmpty()) {
            long start = times.first();
            long end = start;
            while (!times.isEmpty() && times.first() <= end) {
                end = times.pollFirst() + GAP;
            }
            long from = start;
            long to = end;
            lines.add(group(
                            orders.stream()
                                    .filter(order -> from <= order.time() && order.time() < to)
                                    .toList(),
                            offers.stream()
                                    .filter(offer -> from <= offer.time() && offer.time() < to)
                                    .toList(),
                            start,
                            end)
                    + "@" + (end - 1));
        }
    }
}
