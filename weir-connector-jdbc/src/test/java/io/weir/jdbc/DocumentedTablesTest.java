package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.deadletter.DeadLetterLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables that docs/connectors/jdbc.md tells to make are those that the sink makes. */
final class DocumentedTablesTest {

    private static final Pattern STATEMENT =
            Pattern.compile("CREATE TABLE (weir_ledger|dead_rows) \\(.*?\\);", Pattern.DOTALL);

    @Test
    void theStatementsInTheDocumentationAreThoseOfTheSink(@TempDir Path directory) throws Exception {
        TestTable table = new TestTable(JdbcConnection.to("jdbc:sqlite:" + directory.resolve("made.db")), "t");
        SinkSettings<String> settings = SinkSettings.of(RowTarget.<String>ofTable(
                        TableName.parse("t"), List.of(new Column<>("v", value -> value, null))))
                .withConnection(table.database())
                .withDeadLetterTable(new DeadLetterTable(TableName.parse("dead_rows"), DeadLetterLimit.NONE));
        try (Connection connection = table.database().open()) {
            new SinkTables(settings).ensure(connection);
        }
        List<String> made = table.query("SELECT sql FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%' ORDER BY rowid");

        List<String> documented = documented();
        assertThat(documented).hasSize(4);
        assertThat(documented.subList(0, 2))
                .isEqualTo(made.stream().map(DocumentedTablesTest::plain).toList());
        String nameType = Dialect.mariadb().nameType(LedgerKey.LENGTH_MAX);
        assertThat(documented.subList(2, 4))
                .isEqualTo(made.stream()
                        .map(sql -> plain(sql)
                                .replace(Dialect.sqlite().nameType(LedgerKey.LENGTH_MAX), nameType)
                                .replace(" TEXT ", " " + Dialect.mariadb().longTextType() + " "))
                        .toList());
    }

    private static List<String> documented() throws Exception {
        List<String> statements = new ArrayList<>();
        Matcher matcher = STATEMENT.matcher(Files.readString(Path.of("../docs/connectors/jdbc.md")));
        while (matcher.find()) {
            statements.add(plain(matcher.group()));
        }
        return statements;
    }

    private static String plain(String sql) {
        return sql.replaceAll("[\"`;]", "")
                .replaceAll("\\s+", " ")
                .replace("( ", "(")
                .strip();
    }
}
