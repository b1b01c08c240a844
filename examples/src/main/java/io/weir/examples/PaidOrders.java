package io.weir.examples;

import io.weir.basic.GeneratorSource;
import io.weir.basic.PrintSink;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.join.IntervalJoin;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.time.WatermarkStrategy;
import java.nio.file.Path;
import java.time.Duration;

/** Joins each order with its payment, if that comes within two seconds of event time. Orders and payments come from two sources, and not in order. */
public final class PaidOrders {

    record Order(long id, long cents, long timeMillis) {}

    record Payment(long orderId, String card, long timeMillis) {}

    private PaidOrders() {}

    public static void main(String[] args) throws InterruptedException {
        PipelineBuilder builder = Pipeline.named("paid-orders");
        KeyedStream<Long, Order> orders = builder.source(
                        "orders",
                        GeneratorSource.of(PaidOrders::order).count(40).ratePerSecond(20),
                        WatermarkStrategy.<Order>forBoundedOutOfOrderness(Duration.ofMillis(200))
                                .withTimestampAssigner((order, timestamp) -> order.timeMillis()))
                .keyByLong(Order::id);
        KeyedStream<Long, Payment> payments = builder.source(
                        "payments",
                        GeneratorSource.of(PaidOrders::payment).count(40).ratePerSecond(20),
                        WatermarkStrategy.<Payment>forBoundedOutOfOrderness(Duration.ofSeconds(6))
                                .withTimestampAssigner((payment, timestamp) -> payment.timeMillis()))
                .keyByLong(Payment::orderId);
        orders.connect(payments)
                .intervalJoin(
                        "paid",
                        IntervalJoin.between(Order.class, Payment.class, Duration.ZERO, Duration.ofSeconds(2)),
                        (order, payment) -> "order " + order.id() + " of " + order.cents() + " was paid by "
                                + payment.card() + " after " + (payment.timeMillis() - order.timeMillis()) + " ms")
                .sink("paid-orders", PrintSink.toStandardOutput());

        try (Job job = Weir.local(Path.of("checkpoints-paid-orders")).start(builder.build())) {
            System.out.println(job.join());
        }
    }

    /** One order every 50 ms; every third is 150 ms late. */
    private static Order order(long i) {
        return new Order(i, 100 + i, 10_000 + i * 50 - (i % 3 == 0 ? 150 : 0));
    }

    /** One payment for each order, the last order first; every fourth comes too late to count. */
    private static Payment payment(long i) {
        long order = 39 - i;
        return new Payment(order, "card-" + order % 5, 10_000 + order * 50 + (order % 4 == 0 ? 3_000 : order * 20));
    }
}
