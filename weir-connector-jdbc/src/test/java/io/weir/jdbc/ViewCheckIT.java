package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.CheckContext;
import io.weir.runtime.Finding;
import io.weir.runtime.Finding.Level;
import io.weir.runtime.JobId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A view of MariaDB has no engine of its own, so it is not seen whether it can be written in transactions. */
class ViewCheckIT {

    private final List<Finding> findings = new ArrayList<>();

    private List<String> warnings(JdbcSink<String> sink) throws Exception {
        findings.clear();
        sink.check(new CheckContext(new JobId("job", "0123456789abcdef"), "out", 2, 0, findings::add));
        assertThat(findings).extracting(Finding::level).doesNotContain(Level.PROBLEM);
        return findings.stream()
                .map(Finding::code)
                .filter("jdbc-transactions-unknown"::equals)
                .toList();
    }

    @Test
    void aTableIsKnownAndAViewGetsAWarning() throws Exception {
        TestTable table = TestDatabase.MARIADB.newTextTable();
        String view = table.name() + "_view";
        table.execute("CREATE VIEW " + view + " AS SELECT v FROM " + table.name());
        JdbcConnection database = table.database();

        assertThat(warnings(JdbcSink.<String>into(table.name())
                        .column("v", value -> value)
                        .connection(database)))
                .isEmpty();
        assertThat(warnings(
                        JdbcSink.<String>into(view).column("v", value -> value).connection(database)))
                .containsExactly("jdbc-transactions-unknown");
    }
}
