package io.weir.examples;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.broker.Topics;
import io.weir.database.DatabaseServer;
import io.weir.database.DatabaseServerOptions;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.examples.OrdersEverywhere.Order;
import io.weir.jdbc.JdbcConnection;
import io.weir.kafka.KafkaSource;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Runs {@link OrdersEverywhere} with a Kafka broker and a PostgreSQL of its own: sends orders, some of which cannot be read, lets the job work them off, and
 * compares what is in each place. Ends with an exception if they differ.
 */
public final class OrdersEverywhereDemo {

    private static final int ORDERS = 20_000;
    private static final int UNREADABLE_ONE_IN = 1000;
    private static final int CUSTOMERS = 50;
    private static final int PARTITIONS = 4;

    private static final PrintStream OUT = System.out;

    private OrdersEverywhereDemo() {}

    public static void main(String[] args) throws Exception {
        OUT.println("starting a Kafka broker and a PostgreSQL; the first time this takes a little longer");
        try (KafkaBroker broker =
                        KafkaBroker.start(KafkaBrokerOptions.defaults().withPartitionCount(PARTITIONS));
                DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.postgresql())) {
            Path directory = Files.createTempDirectory("orders-everywhere");
            makeTopics(broker.bootstrapServers());
            makeTables(server);
            List<Order> sent = send(broker.bootstrapServers());
            OUT.printf("sent %,d orders, and %,d records that are none%n", sent.size(), ORDERS - sent.size());
            run(broker.bootstrapServers(), server, directory);
            compare(sent, new OrdersEverywhereOutput(broker.bootstrapServers(), server, directory.resolve("orders")));
            OUT.println("the Parquet files and the checkpoints are in " + directory);
        }
    }

    private static void makeTopics(String brokers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            Topics.create(admin, List.of("orders", "totals", "orders-unreadable"), PARTITIONS);
        }
    }

    private static void makeTables(DatabaseServer server) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE orders (id BIGINT PRIMARY KEY, customer TEXT NOT NULL, cents BIGINT NOT NULL)");
            statement.execute(
                    "CREATE TABLE totals (customer TEXT PRIMARY KEY, orders BIGINT NOT NULL, cents BIGINT NOT NULL)");
        }
    }

    /** Returns the orders that can be read. */
    private static List<Order> send(String brokers) {
        List<Order> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
            for (int id = 0; id < ORDERS; id++) {
                Order order = new Order(id, "customer-" + id % CUSTOMERS, 100 + id % 1234);
                String json = "{\"id\":%d,\"customer\":\"%s\",\"cents\":%d}"
                        .formatted(order.id(), order.customer(), order.cents());
                if (id % UNREADABLE_ONE_IN == 0) {
                    json = json.substring(1);
                } else {
                    sent.add(order);
                }
                var unused = producer.send(new ProducerRecord<>("orders", order.customer(), json));
            }
        }
        return sent;
    }

    private static void run(String brokers, DatabaseServer server, Path directory) throws Exception {
        JdbcConnection database =
                JdbcConnection.to(server.url()).user(server.user()).password(server.password());
        KafkaSource<Order> source = OrdersEverywhere.orders(brokers).bounded();
        try (Job job = Weir.local(directory.resolve("checkpoints"))
                .start(OrdersEverywhere.pipeline(source, brokers, database, directory.resolve("orders")))) {
            job.join();
            OUT.println("the job has ended; all sinks have committed checkpoint " + job.committedCheckpoint());
        }
    }

    private static void compare(List<Order> sent, OrdersEverywhereOutput output) throws Exception {
        Summary expected =
                new Summary(sent.size(), sent.stream().mapToLong(Order::cents).sum());
        Map<String, Summary> found = output.summaries();
        OUT.printf("%n%-24s%10s%14s%n", "", "orders", "cents");
        OUT.printf("%-24s%,10d%,14d%n", "sent", expected.orders(), expected.cents());
        found.forEach((place, summary) -> OUT.printf("%-24s%,10d%,14d%n", place, summary.orders(), summary.cents()));
        long unreadable = output.unreadableCount();
        OUT.printf("%-24s%,10d%n%n", "topic orders-unreadable", unreadable);
        if (unreadable != ORDERS - sent.size() || !found.values().stream().allMatch(expected::equals)) {
            throw new IllegalStateException("the places differ");
        }
        OUT.println("equal everywhere");
    }

    /** How many orders there are in a place, and what they come to. */
    record Summary(long orders, long cents) {}
}
