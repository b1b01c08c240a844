package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DialectTest {

    @TempDir
    Path directory;

    @Test
    void anIdentifierCannotLeaveItsQuotes() {
        assertThat(Dialect.postgresql().quote("a\"; DROP TABLE b; --")).isEqualTo("\"a\"\"; DROP TABLE b; --\"");
        assertThat(Dialect.mariadb().quote("a`b")).isEqualTo("`a``b`");
        assertThat(Dialect.sqlite().quote(TableName.parse("main.t\"x"))).isEqualTo("\"main\".\"t\"\"x\"");
    }

    @Test
    void anUpsertOverwritesAllColumnsButTheKey() {
        List<String> columns = List.of("k", "v");
        assertThat(Dialect.postgresql().upsertClause(columns, List.of("k")))
                .isEqualTo(" ON CONFLICT (\"k\") DO UPDATE SET \"v\" = EXCLUDED.\"v\"");
        assertThat(Dialect.mariadb().upsertClause(columns, List.of("k")))
                .isEqualTo(" ON DUPLICATE KEY UPDATE `v` = VALUES(`v`)");
        assertThat(Dialect.sqlite().upsertClause(List.of("k"), List.of("k")))
                .isEqualTo(" ON CONFLICT (\"k\") DO NOTHING");
    }

    @Test
    void urlsOfTheBuiltInDatabasesAreKnown() {
        assertThat(Dialect.forUrl("jdbc:postgresql://h/d")).isSameAs(Dialect.postgresql());
        assertThat(Dialect.forUrl("jdbc:mysql://h/d")).isSameAs(Dialect.mariadb());
        assertThatThrownBy(() -> Dialect.forUrl("jdbc:oracle:thin:@h"))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo("jdbc-dialect-unknown"));
    }

    @Test
    void sqliteErrorsAreToldApart() throws SQLException {
        try (Connection connection = JdbcConnection.to("jdbc:sqlite:" + directory.resolve("a.db"))
                        .open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT NOT NULL)");
            statement.execute("INSERT INTO t VALUES (1, 'a')");
            assertThat(kindOf(statement, "INSERT INTO t VALUES (1, 'b')")).isEqualTo(SqlErrorKind.ROW);
            assertThat(kindOf(statement, "INSERT INTO t VALUES (2, NULL)")).isEqualTo(SqlErrorKind.ROW);
            assertThat(kindOf(statement, "INSERT INTO nowhere VALUES (1)")).isEqualTo(SqlErrorKind.SCHEMA);
            assertThat(kindOf(statement, "INSERT INTO t (x) VALUES (1)")).isEqualTo(SqlErrorKind.SCHEMA);
        }
    }

    @Test
    void sqliteSaysThatItIsBusyWhileAnotherWrites() throws SQLException {
        JdbcConnection database =
                JdbcConnection.to("jdbc:sqlite:" + directory.resolve("b.db")).property("busy_timeout", "1");
        try (Connection first = database.open();
                Connection second = database.open();
                Statement holder = first.createStatement();
                Statement waiter = second.createStatement()) {
            holder.execute("CREATE TABLE t (k INTEGER)");
            assertThat(kindOf(waiter, "CREATE TABLE u (k INTEGER)")).isEqualTo(SqlErrorKind.BUSY);
        }
    }

    @Test
    void standardStatesAreToldApart() {
        assertThat(SqlStates.kindOf(new SQLException("", "08006"))).isEqualTo(SqlErrorKind.CONNECTION);
        assertThat(SqlStates.kindOf(new SQLException("", "57P01"))).isEqualTo(SqlErrorKind.CONNECTION);
        assertThat(SqlStates.kindOf(new SQLException("", "40P01"))).isEqualTo(SqlErrorKind.BUSY);
        assertThat(SqlStates.kindOf(new SQLException("", "28P01"))).isEqualTo(SqlErrorKind.CREDENTIALS);
        assertThat(SqlStates.kindOf(new SQLException("", "42501"))).isEqualTo(SqlErrorKind.RIGHTS);
        assertThat(SqlStates.kindOf(new SQLException("", "42P01"))).isEqualTo(SqlErrorKind.SCHEMA);
        assertThat(SqlStates.kindOf(new SQLException("", "23505"))).isEqualTo(SqlErrorKind.ROW);
        assertThat(SqlStates.kindOf(new SQLException("no state"))).isEqualTo(SqlErrorKind.UNKNOWN);
    }

    @Test
    void aDatabaseThatIsFullSaysSoInWaysOfItsOwn() {
        Dialect postgres = Dialect.postgresql();
        assertThat(postgres.kindOf(new SQLException("No space left on device", "53100")))
                .isEqualTo(SqlErrorKind.FULL);
        assertThat(postgres.kindOf(new SQLException("could not extend file: Disk quota exceeded", "XX000")))
                .isEqualTo(SqlErrorKind.FULL);
        assertThat(postgres.kindOf(new SQLException("tuple concurrently updated", "XX000")))
                .isEqualTo(SqlErrorKind.UNKNOWN);
        assertThat(postgres.kindOf(new SQLException("too many connections", "53300")))
                .isEqualTo(SqlErrorKind.BUSY);
        assertThat(ofMariaDb("The table 't' is full", 1114)).isEqualTo(SqlErrorKind.FULL);
        assertThat(ofMariaDb("Disk full (/tmp); waiting for someone to free some space", 1021))
                .isEqualTo(SqlErrorKind.FULL);
        assertThat(ofMariaDb("Error writing file '/tmp/ML1' (Errcode: 28 \"No space left on device\")", 1026))
                .isEqualTo(SqlErrorKind.FULL);
        assertThat(ofMariaDb("Error writing file 'x' (Errcode: 122 \"Disk quota exceeded\")", 3))
                .isEqualTo(SqlErrorKind.FULL);
        assertThat(ofMariaDb("Error writing file '/tmp/ML1' (Errcode: 5 \"Input/output error\")", 1026))
                .isEqualTo(SqlErrorKind.UNKNOWN);
        assertThat(ofMariaDb("Duplicate entry 'error 28' for key 'v'", 1062)).isEqualTo(SqlErrorKind.UNKNOWN);
    }

    @Test
    void anErrorOfMariaDbThatSaysNothingIsTheConnections() {
        assertThat(ofMariaDb("(conn=52) ", 0)).isEqualTo(SqlErrorKind.CONNECTION);
        assertThat(ofMariaDb("(conn=52) words", 0)).isEqualTo(SqlErrorKind.UNKNOWN);
    }

    private static SqlErrorKind ofMariaDb(String message, int code) {
        return Dialect.mariadb().kindOf(new SQLException(message, "HY000", code));
    }

    @Test
    void connectionsThatAServerEndsForTheirIdlenessAreGone() {
        assertThat(SqlStates.kindOf(new SQLException("", "57P05"))).isEqualTo(SqlErrorKind.CONNECTION);
        assertThat(SqlStates.kindOf(new SQLException("", "25P03"))).isEqualTo(SqlErrorKind.CONNECTION);
        assertThat(SqlStates.kindOf(new SQLException("", "25P04"))).isEqualTo(SqlErrorKind.CONNECTION);
    }

    @Test
    void aTimeoutIsGivenToTheDriverInItsUnitAndIsNeverNone() {
        assertThat(Dialect.postgresql().timeoutProperties(Duration.ofMillis(1)))
                .containsExactly(Map.entry("socketTimeout", "1"));
        assertThat(Dialect.postgresql().timeoutProperties(Duration.ofSeconds(30)))
                .containsExactly(Map.entry("socketTimeout", "30"));
        assertThat(Dialect.mariadb().timeoutProperties(Duration.ofMillis(1)))
                .containsOnly(Map.entry("connectTimeout", "1"), Map.entry("socketTimeout", "1"));
    }

    @Test
    void onlyACommitThatWasCertainlyRolledBackCountsAsThat() {
        assertThat(SqlStates.rolledBack(new SQLException("", "40001"))).isTrue();
        assertThat(SqlStates.rolledBack(new SQLException("", "23503"))).isTrue();
        assertThat(SqlStates.rolledBack(new SQLException("", "40003"))).isFalse();
        assertThat(SqlStates.rolledBack(new SQLException("", "08007"))).isFalse();
        assertThat(SqlStates.rolledBack(new SQLException("no state"))).isFalse();
    }

    private static SqlErrorKind kindOf(Statement statement, String sql) {
        try (PreparedStatement prepared = statement.getConnection().prepareStatement(sql)) {
            prepared.execute();
        } catch (SQLException e) {
            return Dialect.sqlite().kindOf(e);
        }
        throw new AssertionError("no error: " + sql);
    }
}
