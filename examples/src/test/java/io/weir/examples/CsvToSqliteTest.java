package io.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvToSqliteTest {

    @TempDir
    private Path directory;

    @Test
    void theTableHasEachCustomersTotalAndTheFilesHaveEveryStepOnceAlsoWhenItIsStartedAgain() throws Exception {
        Path orders = Files.createDirectory(directory.resolve("orders"));
        Files.writeString(orders.resolve("1.csv"), "customer,cents\nann,5\nbob,7\nann,1\n");
        Files.writeString(orders.resolve("2.csv"), "customer,cents\nbob,3\n");
        Path database = directory.resolve("shop.db");
        String url = "jdbc:sqlite:" + database;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE totals (customer TEXT PRIMARY KEY, cents INTEGER NOT NULL)");
        }
        Path made = directory.resolve("made");
        String[] arguments = {orders.toString(), database.toString(), made.toString()};
        CsvToSqlite.main(arguments);
        CsvToSqlite.main(arguments);

        assertThat(totals(url)).containsExactly("ann=6", "bob=10");
        assertThat(steps(made.resolve("totals"))).containsExactlyInAnyOrder("ann,5", "ann,6", "bob,7", "bob,10");
    }

    private static List<String> totals(String url) throws SQLException {
        List<String> totals = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT customer, cents FROM totals ORDER BY customer")) {
            while (rows.next()) {
                totals.add(rows.getString(1) + "=" + rows.getLong(2));
            }
        }
        return totals;
    }

    private static List<String> steps(Path directory) throws IOException {
        List<String> steps = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".csv")).toList()) {
                List<String> lines = Files.readAllLines(file);
                assertThat(lines.get(0)).isEqualTo("customer,cents");
                steps.addAll(lines.subList(1, lines.size()));
            }
        }
        return steps;
    }
}
