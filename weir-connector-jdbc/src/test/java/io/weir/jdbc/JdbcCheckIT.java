package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What does not fit is said at the start, in words, before anything is written. */
class JdbcCheckIT {

    record Total(String customer, long cents) {}

    private static final List<Total> ONE = List.of(new Total("a", 1));

    @TempDir
    Path directory;

    private String failure(String code, JdbcSink<Total> sink) {
        return new SinkRun(directory).failure(code, sink, ONE);
    }

    private static JdbcSink<Total> sink(TestTable table) {
        return JdbcSink.records(table.name(), Total.class).connection(table.database());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void wrongCredentials(TestDatabase database) {
        JdbcConnection wrong = database.connection().password("s3cret");
        String message =
                failure("jdbc-credentials", JdbcSink.records("t", Total.class).connection(wrong));
        assertThat(message).doesNotContain("s3cret");
    }

    @Test
    void aServerThatIsNotThere() {
        JdbcConnection nobody =
                JdbcConnection.to("jdbc:postgresql://127.0.0.1:1/weir").user("weir");
        failure("jdbc-unreachable", JdbcSink.records("t", Total.class).connection(nobody));
    }

    @ParameterizedTest
    @EnumSource
    void aMissingTable(TestDatabase database) {
        assertThat(failure("jdbc-schema", sink(database.newTable()))).contains("create or alter it");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingColumn(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50), amount BIGINT");
        assertThat(failure("jdbc-schema", sink(table))).contains("no column cents", "customer, amount");
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatWantsAValueAndGetsNone(TestDatabase database) throws Exception {
        TestTable table = database.newTable(
                "id INTEGER NOT NULL, customer VARCHAR(50), cents BIGINT, filled INTEGER NOT NULL DEFAULT 1");
        assertThat(failure("jdbc-schema", sink(table))).contains("wants values for id:");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aColumnOfAnotherType(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50), cents DATE");
        assertThat(failure("jdbc-schema", sink(table))).contains("column cents", "DATE");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyWithoutAnIndex(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50), cents BIGINT PRIMARY KEY");
        assertThat(failure("jdbc-key", sink(table).upsert("customer"))).contains("by customer", "[cents]");
    }

    @ParameterizedTest
    @EnumSource
    void aLedgerThatIsNotThereAndMayNotBeMade(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50), cents BIGINT");
        failure("jdbc-schema", sink(table).ledgerTable("no_such_ledger").existingTablesOnly());
    }

    @ParameterizedTest
    @EnumSource
    void aStatementWithAnotherNumberOfParameters(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50), cents BIGINT");
        JdbcSink<Total> sink = JdbcSink.<Total>statement("INSERT INTO " + table.name() + " VALUES (?, ?)")
                .parameter(Total::customer)
                .connection(table.database());
        assertThat(failure("jdbc-setting", sink)).contains("2 parameters", "values for 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aMissingRight(TestDatabase database) throws Exception {
        TestTable table = database.newTable("customer VARCHAR(50) PRIMARY KEY, cents BIGINT");
        String user = "reader_of_" + table.name();
        boolean isPostgres = database == TestDatabase.POSTGRESQL;
        table.execute(
                "CREATE USER " + user + (isPostgres ? " PASSWORD 'p'" : " IDENTIFIED BY 'p'"),
                "CREATE TABLE IF NOT EXISTS own_ledger_" + table.name()
                        + " (job VARCHAR(120), generation VARCHAR(120), sink VARCHAR(120), subtask INTEGER, checkpoint_id BIGINT, attempt BIGINT)",
                "GRANT SELECT ON " + table.name() + " TO " + user,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON own_ledger_" + table.name() + " TO " + user);
        JdbcConnection asReader = database.connection().user(user).password("p");
        failure("jdbc-rights", sink(table).connection(asReader).ledgerTable("own_ledger_" + table.name()));
    }

    @Test
    void aTableWithoutTransactions() throws Exception {
        TestTable table = TestDatabase.MARIADB.newTable();
        table.execute("CREATE TABLE " + table.name() + " (customer VARCHAR(50), cents BIGINT) ENGINE=MyISAM");
        assertThat(failure("jdbc-no-transactions", sink(table))).contains("MyISAM");
    }
}
