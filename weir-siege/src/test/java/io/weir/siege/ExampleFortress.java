package io.weir.siege;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.broker.Topics;
import io.weir.database.DatabaseServer;
import io.weir.database.DatabaseServerOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.parquet.example.data.Group;

/**
 * What the example {@code OrdersEverywhere} reads and writes: a broker, a PostgreSQL, and a directory. The two servers are killed in turn.
 *
 * <p>Threading: confined to one thread.
 */
final class ExampleFortress implements Besieged, AutoCloseable {

    static final String ORDERS = "orders";

    private static final int PARTITIONS = 4;

    private final ShopTotals totals = new ShopTotals();
    private final KafkaBroker broker;
    private final DatabaseServer server;
    private final ShopTables tables;
    private final ShopTopics topics;
    private final Path files;
    private final SeenOrders inFiles = new SeenOrders("Parquet files");
    private final Set<Path> filesRead = new HashSet<>();
    private boolean brokerIsNext = true;

    /** Starts the servers, and makes topics and tables. */
    ExampleFortress(Path directory) throws Exception {
        files = directory.resolve("orders");
        broker = KafkaBroker.start(KafkaBrokerOptions.defaults().withPartitionCount(PARTITIONS));
        server = DatabaseServer.start(DatabaseServerOptions.postgresql());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            Topics.create(admin, List.of(ORDERS, "totals", "orders-unreadable"), PARTITIONS);
        }
        tables = new ShopTables(server, totals);
        tables.make();
        topics = new ShopTopics(brokers(), totals);
    }

    String brokers() {
        return broker.bootstrapServers();
    }

    /** Returns what the example is told. */
    List<String> arguments(Path directory) {
        return List.of(brokers(), server.url(), server.user(), server.password(), directory.toString());
    }

    @Override
    public long visibleCount() throws SQLException {
        return Math.min(tables.ordersCount(), topics.totalsCount());
    }

    @Override
    public void checkVisible() throws Exception {
        topics.check();
        var unused = tables.check(new SeenOrders("table orders"));
        checkFiles();
    }

    /** Checks that each sink has the output of the first {@code count} orders, and nothing else: all stand for the same. */
    void requireAll(long count) throws Exception {
        try (SourceOrders source = new SourceOrders(brokers())) {
            source.requireAll(count);
        }
        topics.requireAll(count);
        SeenOrders inTable = new SeenOrders("table orders");
        Map<String, Long> counts = tables.check(inTable);
        inTable.requireAll(count);
        if (!counts.equals(ShopTotals.orders(count))) {
            throw new AssertionError("table totals: " + counts + ", expected " + ShopTotals.orders(count));
        }
        checkFiles();
        inFiles.requireAll(count);
    }

    /** Reads the files that have come since the last look; those of before are still there. */
    private void checkFiles() throws IOException {
        Set<Path> visible = new HashSet<>();
        if (Files.exists(files)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(files, "[!.]*")) {
                found.forEach(visible::add);
            }
        }
        if (!visible.containsAll(filesRead)) {
            throw new AssertionError("files are gone: were " + filesRead + ", are " + visible);
        }
        for (Path file : visible) {
            if (filesRead.add(file)) {
                PlainParquet.readRows(file, row -> inFiles.add(orderOf(row)));
            }
        }
    }

    private static ShopOrder orderOf(Group row) {
        return new ShopOrder(row.getLong("id", 0), row.getString("customer", 0), row.getLong("cents", 0));
    }

    @Override
    public void killServer() {
        if (brokerIsNext) {
            broker.kill();
        } else {
            server.kill();
        }
    }

    @Override
    public void restartServer() {
        if (brokerIsNext) {
            broker.restart();
        } else {
            server.restart();
        }
        brokerIsNext = !brokerIsNext;
    }

    @Override
    public void close() {
        topics.close();
        server.close();
        broker.close();
    }
}
