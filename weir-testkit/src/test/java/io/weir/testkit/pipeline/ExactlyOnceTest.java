package io.weir.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.job.Guarantee;
import io.weir.pipeline.Pipeline;
import io.weir.testkit.pipeline.Shop.Order;
import io.weir.testkit.pipeline.Shop.Total;
import io.weir.testkit.world.Entropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Crashes at points from seeds: what is committed is exact, a pipeline that is not exact is found out, and a seed gives the same run again. */
class ExactlyOnceTest {

    private static final int SEEDS = Integer.getInteger("weir.sim.seeds", 40);
    private static final int ORDERS = 200;
    private static final int CRASHES = 6;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    /** A customer's orders are in one partition, so that their order is known. */
    private static Order order(Entropy entropy) {
        return new Order("customer-" + entropy.nextInt(12), entropy.nextInt(1000));
    }

    private static int partition(Order order) {
        return order.customer().hashCode() & 1;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void totalsAreExactAcrossCrashes(long seed) {
        Entropy entropy = Entropy.of(seed).stream("orders");
        List<Order> all = new ArrayList<>();
        try (PipelineTest test = crashing(seed)) {
            TestSource<Order> orders = test.source("orders", 2);
            TestSink<Total> totals = test.sink("totals");
            test.start(() -> Shop.totals(orders, totals));
            while (test.crashesToCome() > 0 || all.size() < ORDERS) {
                Order order = order(entropy);
                all.add(order);
                orders.partition(partition(order)).add(order);
                if (entropy.oneIn(5)) {
                    test.advance(Duration.ofMillis(entropy.nextInt(50)));
                }
            }
            test.checkpoint();

            assertThat(test.crashCount()).isEqualTo(CRASHES);
            List<Total> expected = Shop.totalsOf(all);
            totals.assertCommitted(expected);
            assertThat(totals.committedBy(Total::customer)).isEqualTo(byCustomer(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void windowsAreExactAcrossCrashes(long seed) {
        Entropy entropy = Entropy.of(seed).stream("orders");
        Map<String, Long> sums = new TreeMap<>();
        try (PipelineTest test = crashing(seed)) {
            TestSource<Order> orders = test.source("orders", 2);
            TestSink<String> out = test.sink("sums");
            TestSink<Order> late = test.sink("late");
            test.start(() -> Shop.windows(orders, out, late));
            for (int i = 0; test.crashesToCome() > 0 || i < ORDERS; i++) {
                Order order = order(entropy);
                long time = i * 30L - entropy.nextInt(100);
                orders.partition(partition(order)).add(order, time);
                sums.merge(order.customer() + "@" + Math.floorDiv(time, 1000) * 1000, order.cents(), Long::sum);
                if (entropy.oneIn(5)) {
                    test.advance(Duration.ofMillis(entropy.nextInt(50)));
                }
            }
            orders.end();
            test.run();

            assertThat(test.crashCount()).isEqualTo(CRASHES);
            out.assertCommitted(sums.entrySet().stream()
                    .map(sum -> sum.getKey() + "=" + sum.getValue())
                    .toList());
            late.assertCommitted();
        }
    }

    private static PipelineTest crashing(long seed) {
        PipelineTest test = PipelineTest.of(seed)
                .parallelism(1 + (int) (seed % 3))
                .checkpointInterval(Duration.ofMillis(20))
                .crashAtRandom(CRASHES);
        return seed % 2 == 0 ? test : test.unalignedAfter(Duration.ZERO);
    }

    /** What the functions keep outside of declared state is not undone: if no seed showed it, the tests above would prove nothing. */
    @Test
    void aFunctionWithHiddenStateIsFoundOut() {
        int foundOut = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Map<String, Long> hidden = new HashMap<>();
            try (PipelineTest test = crashing(seed)) {
                TestSource<Order> orders = test.source("orders", 2);
                TestSink<Total> totals = test.sink("totals");
                test.start(() -> Pipeline.named("hidden")
                        .source("orders", orders)
                        .map(order ->
                                new Total(order.customer(), hidden.merge(order.customer(), order.cents(), Long::sum)))
                        .sink("totals", totals)
                        .build());
                foundOut += isFoundOut(test, orders, totals, seed) ? 1 : 0;
            }
        }
        assertThat(foundOut).isPositive();
    }

    @Test
    void recordsThatCountTwiceAreFoundOut() {
        int foundOut = 0;
        for (long seed = 1; seed <= 20; seed++) {
            try (PipelineTest test =
                    crashing(seed).guarantee(Guarantee.AT_LEAST_ONCE).parallelism(3)) {
                TestSource<Order> orders = test.source("orders", 2);
                TestSink<Total> totals = test.sink("totals");
                test.start(() -> Shop.totals(orders, totals));
                foundOut += isFoundOut(test, orders, totals, seed) ? 1 : 0;
            }
        }
        assertThat(foundOut).isPositive();
    }

    private static boolean isFoundOut(PipelineTest test, TestSource<Order> orders, TestSink<Total> totals, long seed) {
        Entropy entropy = Entropy.of(seed).stream("orders");
        List<Order> all = new ArrayList<>();
        while (test.crashesToCome() > 0 || all.size() < ORDERS) {
            Order order = order(entropy);
            all.add(order);
            orders.partition(partition(order)).add(order);
            if (entropy.oneIn(5)) {
                test.advance(Duration.ofMillis(entropy.nextInt(50)));
            }
        }
        test.checkpoint();
        try {
            totals.assertCommitted(Shop.totalsOf(all));
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    @Test
    void aSeedGivesTheSameRunAgainAndAnotherSeedAnotherRun() {
        List<String> first = new ArrayList<>();
        List<String> again = new ArrayList<>();
        long hash = tracedRun(5, first);

        assertThat(tracedRun(5, again)).isEqualTo(hash);
        assertThat(again).isEqualTo(first);
        assertThat(tracedRun(6, new ArrayList<>())).isNotEqualTo(hash);
    }

    private static long tracedRun(long seed, List<String> lines) {
        try (PipelineTest test = PipelineTest.of(seed, lines::add)
                .parallelism(3)
                .checkpointInterval(Duration.ofMillis(20))
                .crashAtRandom(3)) {
            TestSource<Order> orders = test.source("orders", 2);
            TestSink<Total> totals = test.sink("totals");
            test.start(() -> Shop.totals(orders, totals));
            for (int i = 0; i < 100; i++) {
                orders.partition(i % 2).add(new Order("customer-" + i % 7, i));
                test.advance(Duration.ofMillis(i % 9));
            }
            test.checkpoint();
            assertThat(totals.committed()).hasSize(100);
            return test.traceHash();
        }
    }

    private static Map<String, List<Total>> byCustomer(List<Total> totals) {
        Map<String, List<Total>> byCustomer = new HashMap<>();
        totals.forEach(total -> byCustomer
                .computeIfAbsent(total.customer(), unused -> new ArrayList<>())
                .add(total));
        return byCustomer;
    }

    @Test
    void aTestThatIsClosedInTheMiddleLeavesNothingBehind() {
        PipelineTest test = PipelineTest.of(1);
        TestSource<Order> orders = test.source("orders");
        TestSink<Total> totals = test.sink("totals");
        test.start(() -> Shop.totals(orders, totals));
        orders.add(new Order("ann", 1));
        test.close();
        test.close();

        assertThatThrownBy(test::checkpoint).hasMessageContaining("[test-not-running]");
    }
}
