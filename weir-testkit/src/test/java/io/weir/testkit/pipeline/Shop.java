package io.weir.testkit.pipeline;

import io.weir.aggregate.Aggregates;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pipelines as users have them, and what they must give. */
final class Shop {

    static final OutputTag<Order> LATE = OutputTag.of("late", Order.class);

    record Order(String customer, long cents) {}

    record Total(String customer, long cents) {
        Total plus(Order order) {
            return new Total(order.customer(), cents + order.cents());
        }
    }

    private Shop() {}

    /** A running total for each customer. */
    static Pipeline totals(Source<Order, ?> orders, Sink<Total, ?> totals) {
        return Pipeline.named("totals")
                .source("orders", orders)
                .keyBy(Order::customer)
                .aggregate("per-customer", new Total("", 0), Total::plus)
                .sink("totals", totals)
                .build();
    }

    /** What {@link #totals} gives for one customer's orders. */
    static List<Total> totalsOf(List<Order> orders) {
        Map<String, Total> last = new HashMap<>();
        List<Total> totals = new ArrayList<>();
        for (Order order : orders) {
            totals.add(last.merge(order.customer(), new Total("", 0).plus(order), (old, unused) -> old.plus(order)));
        }
        return totals;
    }

    /** Each customer's orders by windows of a second, as text; orders may be out of order by 100 ms. */
    static Pipeline windows(Source<Order, ?> orders, Sink<String, ?> sums, Sink<Order, ?> late) {
        return windows(orders, WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(100)), sums, late);
    }

    static Pipeline windows(
            Source<Order, ?> orders, WatermarkStrategy<Order> watermarks, Sink<String, ?> sums, Sink<Order, ?> late) {
        PipelineBuilder builder = Pipeline.named("windows");
        Stream<String> results = builder.source("orders", orders, watermarks)
                .keyBy(Order::customer)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .sideOutputLateData(LATE)
                .aggregate(
                        "per-second",
                        Aggregates.sumLong(Order::cents),
                        (customer, window, cents, out) -> out.collect(customer + "@" + window.start() + "=" + cents));
        results.sink("sums", sums);
        results.sideOutput(LATE).sink("late", late);
        return builder.build();
    }

    /** A reminder for each customer who has not ordered for a minute of processing time. */
    static Pipeline reminders(Source<Order, ?> orders, Sink<String, ?> reminders) {
        return Pipeline.named("reminders")
                .source("orders", orders)
                .keyBy(Order::customer)
                .process("quiet", Reminders::new)
                .sink("reminders", reminders)
                .build();
    }

    private static final class Reminders implements KeyedProcessFunction<String, Order, String> {
        private ValueState<Long> due;

        @Override
        public void open(StateRegistry states) {
            due = states.valueState("due", Long.class);
        }

        @Override
        public void process(Order order, Context<String> context, Collector<String> out) {
            Long before = due.value();
            if (before != null) {
                context.timerService().deleteProcessingTimeTimer(before);
            }
            long next = context.timerService().currentProcessingTime() + 60_000;
            context.timerService().registerProcessingTimeTimer(next);
            due.update(next);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
            out.collect(context.key() + "@" + timestamp);
            due.clear();
        }
    }
}
