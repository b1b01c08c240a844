package io.weir.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.port.ProtocolStep;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.testkit.pipeline.PipelineTest;
import io.weir.testkit.pipeline.TestSink;
import io.weir.testkit.pipeline.TestSource;
import io.weir.time.TimerService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/testing.md. */
class RunningTotalsTest {

    record Order(String customer, long cents) {}

    record Total(String customer, long cents) {
        Total plus(Order order) {
            return new Total(order.customer(), cents + order.cents());
        }
    }

    /** The pipeline apart from where its records come from and go to. */
    static Pipeline pipeline(Source<Order, ?> orders, Sink<Total, ?> totals) {
        return Pipeline.named("totals")
                .source("orders", orders)
                .keyBy(Order::customer)
                .aggregate("per-customer", new Total("", 0), Total::plus)
                .sink("totals", totals)
                .build();
    }

    private final PipelineTest test = PipelineTest.of(1);
    private final TestSource<Order> orders = test.source("orders", 2);
    private final TestSink<Total> totals = test.sink("totals");

    @AfterEach
    void end() {
        test.close();
    }

    @Test
    void addsUpEachCustomersOrders() {
        test.start(() -> pipeline(orders, totals));
        orders.partition(0).add(new Order("ann", 250)).add(new Order("ann", 50));
        orders.partition(1).add(new Order("bob", 9));
        test.checkpoint();

        totals.assertCommitted(new Total("ann", 250), new Total("ann", 300), new Total("bob", 9));
    }

    @Test
    void goesOnAfterACrashAtAnotherParallelism() {
        test.parallelism(2).start(() -> pipeline(orders, totals));
        orders.partition(0).add(new Order("ann", 250));
        test.checkpoint();
        orders.partition(0).add(new Order("ann", 50));
        test.run();
        assertThat(totals.uncommitted()).containsExactly(new Total("ann", 300));

        test.crash().restart(4).checkpoint();
        totals.assertCommittedInOrder(new Total("ann", 250), new Total("ann", 300));
    }

    @Test
    void commitsInRecoveryWhatWasDecidedBeforeTheCrash() {
        test.start(() -> pipeline(orders, totals));
        orders.partition(0).add(new Order("ann", 250));
        test.crashAt(ProtocolStep.DECIDED).checkpoint();

        totals.assertCommitted(new Total("ann", 250));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isExactWhereverItCrashes(long seed) {
        try (PipelineTest crashing = PipelineTest.of(seed).parallelism(2).checkpointInterval(Duration.ofMillis(100))) {
            TestSource<Order> input = crashing.source("orders");
            TestSink<Total> output = crashing.sink("totals");
            crashing.start(() -> pipeline(input, output)).crashAtRandom(5);
            long sum = 0;
            while (crashing.crashesToCome() > 0) {
                input.add(new Order("ann", 1));
                sum++;
                crashing.advance(Duration.ofMillis(30));
            }
            crashing.checkpoint();

            List<Total> committed = output.committed();
            assertThat(committed)
                    .hasSize((int) sum)
                    .endsWith(new Total("ann", sum))
                    .doesNotHaveDuplicates();
        }
    }

    /** Tells each customer's total when there was no order for a minute. */
    static final class QuietTotals implements KeyedProcessFunction<String, Order, Total> {
        private ValueState<Total> total;
        private ValueState<Long> due;

        @Override
        public void open(StateRegistry states) {
            total = states.valueState("total", Total.class);
            due = states.valueState("due", Long.class);
        }

        @Override
        public void process(Order order, Context<String> context, Collector<Total> out) {
            Total before = total.value();
            total.update((before == null ? new Total("", 0) : before).plus(order));
            TimerService timers = context.timerService();
            if (due.value() != null) {
                timers.deleteProcessingTimeTimer(due.value());
            }
            due.update(timers.currentProcessingTime() + 60_000);
            timers.registerProcessingTimeTimer(due.value());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<Total> out) {
            out.collect(total.value());
            due.clear();
        }
    }

    @Test
    void tellsTheTotalWhenThereWasNoOrderForAMinute() {
        test.start(() -> Pipeline.named("quiet-totals")
                .source("orders", orders)
                .keyBy(Order::customer)
                .process("quiet", QuietTotals::new)
                .sink("totals", totals)
                .build());
        orders.partition(0).add(new Order("ann", 250));
        test.advance(Duration.ofSeconds(59));
        orders.partition(0).add(new Order("ann", 50));
        test.advance(Duration.ofSeconds(59)).checkpoint();
        assertThat(totals.committed()).isEmpty();

        test.advance(Duration.ofSeconds(1)).checkpoint();
        totals.assertCommitted(new Total("ann", 300));
    }
}
