package io.weir.examples;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.database.DatabaseServer;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.examples.OrdersEverywhere.Order;
import io.weir.examples.OrdersEverywhereDemo.Summary;
import io.weir.files.source.FileSource;
import io.weir.parquet.ParquetFormat;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what {@link OrdersEverywhere} has written, from each place. */
record OrdersEverywhereOutput(String brokers, DatabaseServer server, Path files) {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern TOTAL =
            Pattern.compile("\\{\"customer\":\"(.+)\",\"orders\":([0-9]+),\"cents\":([0-9]+)}");

    /** Returns what each place has, in the order in which to show it. */
    Map<String, Summary> summaries() throws Exception {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        summaries.put("table orders", select("SELECT COUNT(*), SUM(cents) FROM orders"));
        summaries.put("table totals", select("SELECT SUM(orders), SUM(cents) FROM totals"));
        summaries.put("topic totals", topicTotals());
        summaries.put("Parquet files", parquetFiles());
        return summaries;
    }

    long unreadableCount() {
        long[] count = new long[1];
        read("orders-unreadable", letter -> count[0]++);
        return count[0];
    }

    private Summary select(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Summary(row.getLong(1), row.getLong(2));
        }
    }

    /** The topic has a total for each order; the last one of a customer is the one that counts. */
    private Summary topicTotals() {
        Map<String, Summary> last = new LinkedHashMap<>();
        read("totals", json -> {
            Matcher total = TOTAL.matcher(json);
            if (!total.matches()) {
                throw new IllegalStateException("no total: " + json);
            }
            last.put(total.group(1), new Summary(Long.parseLong(total.group(2)), Long.parseLong(total.group(3))));
        });
        return new Summary(
                last.values().stream().mapToLong(Summary::orders).sum(),
                last.values().stream().mapToLong(Summary::cents).sum());
    }

    /** Reads all that is committed in a topic. */
    private void read(String topic, Consumer<String> values) {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> values.accept(record.value()));
            }
        }
    }

    /** Reads the files with a job. */
    private Summary parquetFiles() throws InterruptedException {
        MemoryStore<Order> store = new MemoryStore<>();
        Pipeline pipeline = Pipeline.named("read-files")
                .source("files", FileSource.of(files, ParquetFormat.of(Order.class)))
                .sink("memory", MemorySink.to(store))
                .build();
        try (Job job = Weir.local(files.resolveSibling("checkpoints-of-reader")).start(pipeline)) {
            job.join();
        }
        return new Summary(
                store.committedCount(),
                store.committed().stream().mapToLong(Order::cents).sum());
    }
}
