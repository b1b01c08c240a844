package io.weir.examples;

import io.weir.aggregate.Aggregates;
import io.weir.basic.GeneratorSource;
import io.weir.basic.PrintSink;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.nio.file.Path;
import java.time.Duration;

/** Adds up each customer's orders by the second of event time. Orders come out of order by up to 200 ms; the few that come later are printed apart. */
public final class WindowedOrders {

    private static final OutputTag<Order> LATE = OutputTag.of("late", Order.class);

    record Order(String customer, long cents, long timeMillis) {}

    private WindowedOrders() {}

    /** The pipeline apart from where its records come from and go to, so that a test can give it sources and sinks of its own: WindowedOrdersTest does. */
    static Pipeline pipeline(Source<Order, ?> orders, Sink<String, ?> totals, Sink<String, ?> late) {
        PipelineBuilder builder = Pipeline.named("windowed-orders");
        Stream<String> sums = builder.source(
                        "orders",
                        orders,
                        WatermarkStrategy.<Order>forBoundedOutOfOrderness(Duration.ofMillis(200))
                                .withTimestampAssigner((order, timestamp) -> order.timeMillis()))
                .keyBy(Order::customer, String.class)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .sideOutputLateData(LATE)
                .aggregate(
                        "per-second",
                        Aggregates.sumLong(Order::cents),
                        (customer, window, cents, out) -> out.collect(
                                customer + " from " + window.start() + " to " + window.end() + ": " + cents));
        sums.sink("totals", totals);
        sums.sideOutput(LATE).map(order -> "late: " + order).sink("late", late);
        return builder.build();
    }

    public static void main(String[] args) throws InterruptedException {
        Pipeline pipeline = pipeline(
                GeneratorSource.of(WindowedOrders::order).count(60).ratePerSecond(20),
                PrintSink.toStandardOutput(),
                PrintSink.toStandardOutput());
        try (Job job = Weir.local(Path.of("checkpoints-windowed-orders")).start(pipeline)) {
            System.out.println(job.join());
        }
    }

    /** One order every 50 ms; every third is 150 ms late, and one of all 1.5 s. */
    private static Order order(long i) {
        long late = i == 40 ? 1_500 : i % 3 == 0 ? 150 : 0;
        return new Order("customer-" + i % 2, 100 + i, 10_000 + i * 50 - late);
    }
}
