package io.weir.examples;

import io.weir.basic.GeneratorSource;
import io.weir.basic.PrintSink;
import io.weir.engine.job.Job;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;

/**
 * Counts generated orders and prints each total: needs nothing but this process. Killed and started again, it goes on from its last checkpoint; the lines of
 * the checkpoint that was being printed may come twice, for a terminal cannot be asked what it shows.
 */
public final class WithoutKafka {

    record Order(String customer, long cents) {}

    record Total(String customer, long cents) {

        Total plus(Order order) {
            return new Total(order.customer(), cents + order.cents());
        }
    }

    private WithoutKafka() {}

    public static void main(String[] args) throws InterruptedException {
        Pipeline pipeline = Pipeline.named("without-kafka")
                .source(
                        "orders",
                        GeneratorSource.<Order>of(i -> new Order("customer-" + i % 3, 100 + i))
                                .count(30)
                                .ratePerSecond(10))
                .keyBy(Order::customer)
                .aggregate("per-customer", new Total("", 0), Total::plus)
                .sink("lines", PrintSink.toStandardOutput())
                .build();

        try (Job job = Weir.local(Path.of("checkpoints-without-kafka")).start(pipeline)) {
            Receipt receipt = job.join();
            System.out.println(receipt);
        }
    }
}
