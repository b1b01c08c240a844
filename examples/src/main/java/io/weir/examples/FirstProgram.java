package io.weir.examples;

import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.kafka.KafkaSink;
import io.weir.kafka.KafkaSource;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;

/** Reads orders from the topic "orders" and writes each customer's running total to the topic "totals". */
public final class FirstProgram {

    /** What comes in: {@code {"customer":"ann","cents":250}}. */
    record Order(String customer, long cents) {}

    /** What goes out: {@code {"customer":"ann","cents":1750}}. */
    record Total(String customer, long cents) {

        Total plus(Order order) {
            return new Total(order.customer(), cents + order.cents());
        }
    }

    private FirstProgram() {}

    public static void main(String[] args) throws InterruptedException {
        String brokers = args.length > 0 ? args[0] : "localhost:9092";
        Pipeline pipeline = Pipeline.named("first-program")
                .source("orders", KafkaSource.json("orders", Order.class).bootstrapServers(brokers))
                .keyBy(Order::customer)
                .aggregate("per-customer", new Total("", 0), Total::plus)
                .sink(
                        "totals",
                        KafkaSink.json("totals", Total.class)
                                .key(Total::customer)
                                .bootstrapServers(brokers))
                .build();

        try (Job job = Weir.local(Path.of("checkpoints")).start(pipeline)) {
            job.join(); // kill -9 it at any time; start it again; the output is exact
        }
    }
}
