package io.weir.examples;

import io.weir.deadletter.DeadLetter;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.files.sink.FileSink;
import io.weir.graph.OutputTag;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.JdbcSink;
import io.weir.kafka.KafkaSink;
import io.weir.kafka.KafkaSource;
import io.weir.parquet.ParquetFormat;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.serde.Serdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Reads orders from the topic "orders", and keeps PostgreSQL, the topic "totals" and a directory of Parquet files in step with it: one job, several sinks, each
 * order once in all of them. What is no order goes to the topic "orders-unreadable". {@link OrdersEverywhereDemo} runs it with servers of its own.
 *
 * <p>It wants the three topics, and the tables
 *
 * <pre>{@code
 * CREATE TABLE orders (id BIGINT PRIMARY KEY, customer TEXT NOT NULL, cents BIGINT NOT NULL);
 * CREATE TABLE totals (customer TEXT PRIMARY KEY, orders BIGINT NOT NULL, cents BIGINT NOT NULL);
 * }</pre>
 */
public final class OrdersEverywhere {

    private static final OutputTag<DeadLetter> UNREADABLE = OutputTag.of("unreadable", DeadLetter.class);

    /** What comes in: {@code {"id":7,"customer":"ann","cents":250}}. */
    record Order(long id, String customer, long cents) {
        Order {
            Objects.requireNonNull(customer, "an order without a customer");
        }
    }

    /** What a customer's orders come to. */
    record Total(String customer, long orders, long cents) {

        static final Total NONE = new Total("", 0, 0);

        Total plus(Order order) {
            return new Total(order.customer(), orders + 1, cents + order.cents());
        }
    }

    private OrdersEverywhere() {}

    /** Arguments: Kafka's bootstrap servers; the database's JDBC URL, user and password; a directory for checkpoints and files. */
    public static void main(String[] args) throws InterruptedException {
        JdbcConnection database = JdbcConnection.to(args[1]).user(args[2]).password(args[3]);
        Path directory = Path.of(args[4]);
        Pipeline pipeline = pipeline(orders(args[0]), args[0], database, directory.resolve("orders"));

        try (Job job = Weir.local(directory.resolve("checkpoints")).start(pipeline)) {
            // Ctrl-C ends it in good order, with a last checkpoint. It may be killed as well: the next start goes on.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(job)));
            job.join();
        }
    }

    static KafkaSource<Order> orders(String brokers) {
        return KafkaSource.json("orders", Order.class).bootstrapServers(brokers);
    }

    static Pipeline pipeline(KafkaSource<Order> source, String brokers, JdbcConnection database, Path files) {
        PipelineBuilder pipeline = Pipeline.named("orders-everywhere");
        Stream<Order> orders = pipeline.source("orders", source).onError(UNREADABLE);
        Stream<Total> totals = orders.keyBy(Order::customer).aggregate("per-customer", Total.NONE, Total::plus);

        orders.sink("order-rows", JdbcSink.records("orders", Order.class).connection(database));
        totals.sink(
                "total-rows",
                JdbcSink.records("totals", Total.class).upsert("customer").connection(database));
        totals.sink(
                "totals",
                KafkaSink.json("totals", Total.class).key(Total::customer).bootstrapServers(brokers));
        orders.sink(
                "order-files",
                FileSink.of(files, ParquetFormat.of(Order.class))
                        .stageRows(Serdes.of(Order.class))
                        .rollInterval(Duration.ofSeconds(10)));
        pipeline.deadLetters(UNREADABLE)
                .sink(
                        "unreadable",
                        KafkaSink.json("orders-unreadable", DeadLetter.class).bootstrapServers(brokers));
        return pipeline.build();
    }

    private static void stop(Job job) {
        job.stop();
        try {
            job.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
