package io.weir.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseServerIT {

    private static final long SUSPENDED_MILLIS = 300;

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void keepsPortAndWhatWasCommittedAndNothingElseThroughKills(DatabaseProduct product) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.of(product))) {
            String url = server.url();
            try (Connection connection = connect(server)) {
                execute(connection, "CREATE TABLE letters (letter VARCHAR(10) PRIMARY KEY)");
            }
            List<String> committed = new ArrayList<>();
            for (String letter : List.of("a", "b", "c")) {
                long pid = server.pid();
                try (Connection connection = connect(server);
                        Connection other = connect(server)) {
                    execute(connection, "INSERT INTO letters VALUES ('" + letter + "')");
                    committed.add(letter);
                    other.setAutoCommit(false);
                    execute(other, "INSERT INTO letters VALUES ('open')");
                    server.kill();
                    assertThat(server.isRunning()).isFalse();
                    assertThatThrownBy(() -> execute(connection, "SELECT 1")).isInstanceOf(SQLException.class);
                } catch (SQLException closingABrokenConnection) {
                    assertThat(server.isRunning()).isFalse();
                }
                server.restart();
                assertThat(server.url()).isEqualTo(url);
                assertThat(server.pid()).isNotEqualTo(pid);
                try (Connection connection = connect(server)) {
                    assertThat(query(connection, "SELECT letter FROM letters ORDER BY letter"))
                            .isEqualTo(committed);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void answersNothingWhileSuspendedAndEverythingAfterwards(DatabaseProduct product) throws Exception {
        try (DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.of(product));
                Connection connection = connect(server)) {
            server.suspend();
            CompletableFuture<List<String>> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return query(connection, "SELECT 7");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> answer.get(SUSPENDED_MILLIS, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);

            server.resume();
            assertThat(answer.get(20, TimeUnit.SECONDS)).containsExactly("7");

            server.suspend();
            server.kill();
            assertThat(server.isRunning()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void leavesNeitherAProcessNorADirectoryWhenItIsClosed(DatabaseProduct product) throws Exception {
        DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.of(product));
        List<ProcessHandle> processes = processesOf(server);
        assertThat(server.logFile()).exists();

        server.close();
        server.close();

        assertThat(processes).isNotEmpty().allMatch(ProcessTree::isGone);
        assertThat(server.directory()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void aFailedStartSaysWhyAndLeavesNothing(DatabaseProduct product) {
        DatabaseServerOptions options = DatabaseServerOptions.of(product).withSetting("no_such_setting", "1");

        assertThatThrownBy(() -> DatabaseServer.start(options))
                .isInstanceOfSatisfying(DatabaseServerException.class, e -> {
                    assertThat(e)
                            .hasMessageContaining("ended while it started")
                            .hasMessageContaining("no_such_setting");
                    assertThat(logFileIn(e.getMessage()).getParent()).doesNotExist();
                });
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void choosesAnotherPortWhenAnotherProcessTookTheFirst(DatabaseProduct product) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int free = LoopbackPorts.free();
            Queue<Integer> ports = new ArrayDeque<>(List.of(other.getLocalPort(), free));

            try (DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.of(product), ports::remove)) {
                assertThat(server.port()).isEqualTo(free);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void letsNobodyInWithoutThePassword(DatabaseProduct product) {
        try (DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.of(product))) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), server.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(Access denied|password authentication failed).*");
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "root", "root"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(Access denied|password authentication failed).*");
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseProduct.class)
    void hasTheSettingsThatItWasStartedWithAndWritesThroughToTheDisk(DatabaseProduct product) throws Exception {
        String setting = product == DatabaseProduct.POSTGRESQL ? "max_prepared_transactions" : "max_connections";
        String durable = product == DatabaseProduct.POSTGRESQL
                ? "SELECT setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')"
                : "SELECT @@innodb_flush_log_at_trx_commit UNION SELECT @@innodb_doublewrite";
        try (DatabaseServer server =
                        DatabaseServer.start(DatabaseServerOptions.of(product).withSetting(setting, "33"));
                Connection connection = connect(server)) {
            assertThat(query(
                            connection,
                            product == DatabaseProduct.POSTGRESQL ? "SHOW " + setting : "SELECT @@" + setting))
                    .containsExactly("33");
            assertThat(query(connection, durable)).allMatch(value -> value.equalsIgnoreCase("on") || value.equals("1"));
        }
    }

    private static List<ProcessHandle> processesOf(DatabaseServer server) {
        ProcessHandle root = ProcessHandle.of(server.pid()).orElseThrow();
        List<ProcessHandle> processes = new ArrayList<>(root.descendants().toList());
        processes.add(root);
        return processes;
    }

    private static Path logFileIn(String message) {
        int start = message.indexOf("log=") + "log=".length();
        return Path.of(message.substring(start, message.indexOf(',', start)));
    }

    private static Connection connect(DatabaseServer server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
