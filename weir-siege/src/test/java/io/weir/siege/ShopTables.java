package io.weir.siege;

import io.weir.database.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The tables that the example writes. The one with orders has no key, so that it would take an order twice. */
record ShopTables(DatabaseServer server, ShopTotals totals) {

    void make() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id BIGINT, customer TEXT NOT NULL, cents BIGINT NOT NULL)");
            statement.execute(
                    "CREATE TABLE totals (customer TEXT PRIMARY KEY, orders BIGINT NOT NULL, cents BIGINT NOT NULL)");
        }
    }

    long ordersCount() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Reads both tables, and returns how many orders each customer has in the one with totals. */
    Map<String, Long> check(SeenOrders orders) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT id, customer, cents FROM orders")) {
                while (rows.next()) {
                    orders.add(new ShopOrder(rows.getLong(1), rows.getString(2), rows.getLong(3)));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT customer, orders, cents FROM totals")) {
                while (rows.next()) {
                    long expected = totals.cents(rows.getString(1), rows.getLong(2));
                    if (rows.getLong(3) != expected) {
                        throw new AssertionError("table totals: " + rows.getString(1) + " has " + rows.getLong(3)
                                + " cents with " + rows.getLong(2) + " orders, expected " + expected);
                    }
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }
}
