package io.weir.cli.demo;

import io.weir.kafka.KafkaSink;
import io.weir.kafka.KafkaSource;
import io.weir.pipeline.Pipeline;
import java.util.List;

/** The demo's pipeline: orders come in, and after each one the running total of its customer goes out. */
final class DemoPipeline {

    private DemoPipeline() {}

    /** What comes in. */
    record Order(String customer, long order, List<Line> lines) {

        long cents() {
            long cents = 0;
            for (Line line : lines) {
                cents += line.cents();
            }
            return cents;
        }
    }

    /** A line of an order. */
    record Line(String item, long cents) {}

    /** What goes out: how many orders of the customer there were up to {@code order}, and what they come to. */
    record Total(String customer, long order, long count, long cents) {

        static final Total NONE = new Total("", -1, 0, 0);

        Total plus(Order next) {
            return new Total(next.customer(), next.order(), count + 1, cents + next.cents());
        }
    }

    static Pipeline of(String name, String bootstrapServers, String ordersTopic, String totalsTopic) {
        return Pipeline.named(name)
                .source("orders", KafkaSource.json(ordersTopic, Order.class).bootstrapServers(bootstrapServers))
                .keyBy(Order::customer)
                .aggregate("per-customer", Total.NONE, Total::plus)
                .sink(
                        "totals",
                        KafkaSink.json(totalsTopic, Total.class)
                                .key(Total::customer)
                                .bootstrapServers(bootstrapServers))
                .build();
    }
}
