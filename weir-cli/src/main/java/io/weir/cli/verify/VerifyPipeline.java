package io.weir.cli.verify;

import io.weir.kafka.KafkaSink;
import io.weir.kafka.KafkaSource;
import io.weir.pipeline.Pipeline;
import java.time.Duration;

/**
 * The pipeline that is verified unless another is named: orders come in, and after each one the running total of its customer goes out. A customer's orders
 * come from every partition, so a total is right only if the source's positions, the state and the output of a checkpoint fit each other.
 */
final class VerifyPipeline {

    static final String NAME = "verify";
    static final String ORDERS = "orders";
    static final String TOTALS = "totals";

    private VerifyPipeline() {}

    /** What comes in: the order with number {@code sequence} of its partition. */
    record Order(String customer, int partition, long sequence, long cents) {}

    /** What goes out: the order that it is the total after, how many orders of the customer there were, and what they come to. */
    record Total(String customer, int partition, long sequence, long count, long cents) {

        static final Total NONE = new Total("", -1, -1, 0, 0);

        Total plus(Order next) {
            return new Total(next.customer(), next.partition(), next.sequence(), count + 1, cents + next.cents());
        }
    }

    static Pipeline of(String bootstrapServers, Duration transactionTimeout) {
        return Pipeline.named(NAME)
                .source("orders", KafkaSource.json(ORDERS, Order.class).bootstrapServers(bootstrapServers))
                .keyBy(Order::customer)
                .aggregate("per-customer", Total.NONE, Total::plus)
                .sink(
                        "totals",
                        KafkaSink.json(TOTALS, Total.class)
                                .key(Total::customer)
                                .transactionTimeout(transactionTimeout)
                                .bootstrapServers(bootstrapServers))
                .build();
    }
}
