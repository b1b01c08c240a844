package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The connections of a user, as the administrator of a server sees them. */
final class Connections {

    private Connections() {}

    /** Ends those of PostgreSQL that have prepared a transaction. */
    static void endThoseThatPrepared(TestTable table, String user) throws Exception {
        assertThat(table.query(
                        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE query LIKE 'PREPARE %' AND usename = '"
                                + user + "'"))
                .containsExactly("t");
    }

    /** Ends all of them. */
    static void endAllOf(TestTable table, String user) throws Exception {
        if (table.database().dialect() == Dialect.postgresql()) {
            table.query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = '" + user + "'");
            return;
        }
        String count = "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + user + "'";
        table.execute("KILL CONNECTION USER " + user);
        while (!table.query(count).equals(List.of("0"))) {
            Thread.onSpinWait();
        }
    }
}
