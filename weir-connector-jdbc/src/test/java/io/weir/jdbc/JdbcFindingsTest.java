package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.jdbc.source.JdbcSource;
import io.weir.runtime.CheckContext;
import io.weir.runtime.Finding;
import io.weir.runtime.Finding.Level;
import io.weir.runtime.JobId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check tells all that it finds, also what is well, and changes nothing. */
class JdbcFindingsTest {

    record Total(String customer, long cents) {}

    @TempDir
    Path directory;

    private final List<Finding> findings = new ArrayList<>();
    private final CheckContext context =
            new CheckContext(new JobId("job", "0123456789abcdef"), "totals", 2, 0, findings::add);
    private TestTable table;

    @BeforeEach
    void place() {
        table = new TestTable(JdbcConnection.to("jdbc:sqlite:" + directory.resolve("test.db")), "totals");
    }

    private JdbcSink<Total> sink() {
        return JdbcSink.records("totals", Total.class).connection(table.database());
    }

    private List<String> codes(Level level) {
        return findings.stream()
                .filter(finding -> finding.level() == level)
                .map(Finding::code)
                .toList();
    }

    private List<String> fine() {
        return findings.stream()
                .filter(finding -> finding.level() == Level.OK)
                .map(Finding::what)
                .toList();
    }

    private List<String> tables() throws SQLException {
        return table.query("SELECT name FROM sqlite_master WHERE type = 'table'");
    }

    @Test
    void aSinkThatCanStartIsToldWhatIsWell() throws Exception {
        table.execute("CREATE TABLE totals (customer TEXT PRIMARY KEY, cents INTEGER NOT NULL)");
        sink().upsert("customer").check(context);

        assertThat(codes(Level.PROBLEM)).isEmpty();
        assertThat(codes(Level.WARNING)).isEmpty();
        assertThat(fine())
                .satisfiesExactly(
                        answers -> assertThat(answers).contains("test.db answers: SQLite 3."),
                        ledger -> assertThat(ledger).contains("will make its ledger, table weir_ledger, at its start"),
                        columns -> assertThat(columns).contains("has the columns", "and its key"),
                        rights -> assertThat(rights).contains("has the rights to write table totals"));
        assertThat(tables()).containsExactly("totals");
    }

    @Test
    void everyProblemOfASinkIsTold() throws Exception {
        table.execute("CREATE TABLE totals (id INTEGER NOT NULL, customer TEXT, PRIMARY KEY (id, customer))");
        sink().upsert("customer")
                .ledgerTable("no_such_ledger")
                .existingTablesOnly()
                .prepared()
                .deadLetterTable("dead")
                .check(context);

        assertThat(codes(Level.PROBLEM))
                .containsExactly(
                        "jdbc-setting", // prepared, and dead letters
                        "jdbc-schema", // no ledger
                        "jdbc-schema", // no table for dead letters
                        "jdbc-prepared",
                        "jdbc-schema", // no column cents
                        "jdbc-schema", // id wants a value
                        "jdbc-key");
        assertThat(tables()).containsExactly("totals");
    }

    @Test
    void aSettingThatLosesOutputAndASecondKeyAreWarnedOf() throws Exception {
        table.execute("CREATE TABLE totals (customer TEXT PRIMARY KEY, cents INTEGER NOT NULL UNIQUE)");
        sink().connection(table.database().property("synchronous", "OFF"))
                .upsert("customer")
                .check(context);

        assertThat(codes(Level.PROBLEM)).isEmpty();
        assertThat(codes(Level.WARNING)).containsExactly("jdbc-durability", "jdbc-second-key");
    }

    @Test
    void everyProblemAndWarningOfASourceIsTold() throws Exception {
        table.execute("CREATE TABLE totals (customer TEXT NOT NULL, cents INTEGER NOT NULL)");
        JdbcSource.table(table.database(), "totals", Total.class)
                .key("customer")
                .check(context);
        assertThat(codes(Level.PROBLEM)).isEmpty();
        assertThat(codes(Level.WARNING)).containsExactly("jdbc-key-not-indexed", "jdbc-key-not-ensured");
        assertThat(fine()).hasSize(2);

        findings.clear();
        table.execute("DROP TABLE totals", "CREATE TABLE totals (customer TEXT)", "INSERT INTO totals VALUES (NULL)");
        JdbcSource.table(table.database(), "totals", Total.class)
                .key("customer", "number")
                .check(context);
        assertThat(codes(Level.PROBLEM)).containsExactly("jdbc-mapping", "jdbc-key-null", "jdbc-schema");
        assertThat(fine()).hasSize(1);
    }

    /** SQLite makes a file that is not there: only its name tells that it is the wrong one. */
    @Test
    void aSourceWithoutItsTableTellsInWhichDatabase() {
        JdbcSource.table(table.database(), "totals", Total.class)
                .key("customer")
                .check(context);

        assertThat(findings)
                .filteredOn(finding -> finding.level() == Level.PROBLEM)
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("table totals of jdbc:sqlite:", "test.db"));
    }
}
